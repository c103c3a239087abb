-- The first migration. Lists and objects are JSON in TEXT columns; times are RFC 3339 UTC unless a name says
-- epoch. One row of `visits` exists for every planned visit before it begins; `outcome` is NULL until it ended.

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL DEFAULT '',
  started TEXT NOT NULL,
  finished TEXT,
  fingerprint TEXT NOT NULL,          -- of the settings: equal for runs of the same audit
  settings TEXT NOT NULL,
  profiles TEXT NOT NULL,
  not_measured TEXT NOT NULL DEFAULT '[]',
  tool_version TEXT NOT NULL,
  browser TEXT,
  catalogue_version TEXT,
  catalogue_sha256 TEXT,
  lists TEXT NOT NULL DEFAULT '[]',
  rules TEXT NOT NULL DEFAULT '[]'    -- identifiers of the rules that were examined
);
CREATE INDEX runs_fingerprint ON runs (fingerprint, started);

CREATE TABLE sites (
  id TEXT PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  url TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  registrable_domain TEXT NOT NULL,
  first_party TEXT NOT NULL DEFAULT '[]',
  pages TEXT,                         -- the internal pages chosen, NULL until chosen
  policy_outcome TEXT,                -- found, not_found, unreachable, …; NULL until looked for
  well_known_gpc TEXT,
  status TEXT,                        -- complete, partial, failed; NULL until judged
  report TEXT                         -- the site's part of report.json, NULL until judged
);
CREATE INDEX sites_run ON sites (run, position);

CREATE TABLE visits (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  profile TEXT NOT NULL,
  repeat INTEGER NOT NULL,
  started TEXT,
  seconds REAL,
  outcome TEXT,
  detail TEXT,
  pages TEXT NOT NULL DEFAULT '[]',
  final_url TEXT,
  title TEXT,
  requests INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  UNIQUE (site, profile, repeat)
);

CREATE TABLE screenshots (
  visit TEXT PRIMARY KEY REFERENCES visits (id) ON DELETE CASCADE,
  media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  image BLOB NOT NULL
);

CREATE TABLE requests (
  id INTEGER PRIMARY KEY,
  visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
  request_id TEXT NOT NULL,
  url TEXT NOT NULL,
  host TEXT NOT NULL,
  registrable_domain TEXT NOT NULL,
  party TEXT NOT NULL,
  type TEXT NOT NULL,
  method TEXT NOT NULL,
  status INTEGER,
  vendor TEXT,
  company TEXT,
  category TEXT,
  basis TEXT,
  document_url TEXT NOT NULL,
  page_url TEXT NOT NULL,
  frame_url TEXT,
  post_data TEXT,
  post_data_base64 TEXT,              -- instead of post_data where the body is not text
  initiator TEXT NOT NULL,
  initiator_url TEXT,
  initiator_stack TEXT NOT NULL DEFAULT '[]',
  started_epoch REAL NOT NULL,
  request_headers TEXT NOT NULL DEFAULT '[]',
  mime_type TEXT,
  remote_address TEXT,
  response_headers TEXT NOT NULL DEFAULT '[]',
  failure TEXT,
  blocked_reason TEXT,
  from_cache INTEGER NOT NULL DEFAULT 0,
  from_service_worker INTEGER NOT NULL DEFAULT 0,
  redirected_from TEXT,
  encoded_bytes INTEGER
);
CREATE INDEX requests_visit ON requests (visit);
CREATE INDEX requests_domain ON requests (registrable_domain);
CREATE INDEX requests_vendor ON requests (vendor);

CREATE TABLE cookies (
  id INTEGER PRIMARY KEY,
  visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  domain TEXT NOT NULL,
  path TEXT NOT NULL,
  value TEXT NOT NULL,
  stored INTEGER NOT NULL,
  refused_because TEXT NOT NULL DEFAULT '[]',
  lifetime_days REAL,
  http_only INTEGER NOT NULL,
  secure INTEGER NOT NULL,
  same_site TEXT,
  partition_key TEXT,
  set_by TEXT NOT NULL,
  setter TEXT,
  set_cookie TEXT,                    -- the Set-Cookie line, or what a script wrote, exactly
  document_url TEXT NOT NULL,
  request_id TEXT
);
CREATE INDEX cookies_visit ON cookies (visit);
CREATE INDEX cookies_name ON cookies (name);

CREATE TABLE storage (
  id INTEGER PRIMARY KEY,
  visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  origin TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  document_url TEXT NOT NULL
);
CREATE INDEX storage_visit ON storage (visit);

CREATE TABLE script_calls (
  id INTEGER PRIMARY KEY,
  visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
  api TEXT NOT NULL,
  script_url TEXT NOT NULL,
  frame_url TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX script_calls_visit ON script_calls (visit);

CREATE TABLE socket_messages (
  id INTEGER PRIMARY KEY,
  visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  direction TEXT NOT NULL,
  payload TEXT NOT NULL,
  is_binary INTEGER NOT NULL,
  document_url TEXT NOT NULL,
  started_epoch REAL NOT NULL
);
CREATE INDEX socket_messages_visit ON socket_messages (visit);

CREATE TABLE links (
  id INTEGER PRIMARY KEY,
  visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
  page_url TEXT NOT NULL,
  url TEXT NOT NULL,
  text TEXT NOT NULL,
  rel TEXT NOT NULL,
  region TEXT NOT NULL
);
CREATE INDEX links_visit ON links (visit);

CREATE TABLE problems (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  visit TEXT REFERENCES visits (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX problems_site ON problems (site);

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL,                 -- quotes' offsets count in this text
  sha256 TEXT NOT NULL,               -- of the text
  content_type TEXT NOT NULL,
  source BLOB NOT NULL,               -- the document as it was read, so that it can be read again
  fetched TEXT NOT NULL,
  found_by TEXT NOT NULL DEFAULT ''   -- why this address was chosen
);
CREATE INDEX documents_site ON documents (site);

CREATE TABLE link_checks (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  outcome TEXT NOT NULL,
  status INTEGER,
  final_url TEXT,
  detail TEXT NOT NULL DEFAULT '',
  UNIQUE (site, url)
);

CREATE TABLE trackers (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  vendor TEXT NOT NULL,
  company TEXT NOT NULL,
  category TEXT NOT NULL,
  party TEXT NOT NULL,
  declared TEXT NOT NULL,
  dnt TEXT,
  gpc TEXT,
  hosts TEXT NOT NULL,
  cookies TEXT NOT NULL,
  storage TEXT NOT NULL,
  basis TEXT NOT NULL,
  profiles TEXT NOT NULL
);
CREATE INDEX trackers_site ON trackers (site);
CREATE INDEX trackers_vendor ON trackers (vendor);

CREATE TABLE declarations (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  subject TEXT NOT NULL,              -- vendor, technology, recipient, dnt, gpc, claim, opt_out, cookie
  name TEXT NOT NULL,
  stance TEXT,
  url TEXT,
  document TEXT,
  start_offset INTEGER,
  end_offset INTEGER,
  quote TEXT
);
CREATE INDEX declarations_site ON declarations (site);

CREATE TABLE findings (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  vendor TEXT,
  title TEXT NOT NULL,
  detail TEXT NOT NULL,
  confidence TEXT NOT NULL,
  waived TEXT,
  legal TEXT NOT NULL,
  evidence TEXT NOT NULL,
  quotes TEXT NOT NULL
);
CREATE INDEX findings_site ON findings (site);
CREATE INDEX findings_rule ON findings (rule, severity);
