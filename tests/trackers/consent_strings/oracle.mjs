// Makes consent strings with the IAB's own libraries, and says what they mean by them.
// Development only: `npm install @iabtcf/core@1.5.6 @iabgpp/cmpapi@3.2.0`, then
// `node oracle.mjs FOLDER_WITH_node_modules COUNT SEED > oracle_strings.json`.
import { createRequire } from "node:module";
import path from "node:path";

const [folder = ".", count = "40", seed = "1"] = process.argv.slice(2);
const require = createRequire(path.resolve(folder, "package.json"));
const { TCModel, TCString, PurposeRestriction, RestrictionType, Segment, GVL } = require("@iabtcf/core");
const gpp = require("@iabgpp/cmpapi");

let state = Number(seed) * 2654435761;
const random = () => {
  state = (state * 1664525 + 1013904223) % 4294967296;
  return state / 4294967296;
};
const below = (limit) => Math.floor(random() * limit);
const some = (highest, share) => {
  const ids = [];
  for (let id = 1; id <= highest; id += 1) if (random() < share) ids.push(id);
  return ids;
};
const vendors = () => {
  if (random() < 0.3) {
    const start = 1 + below(400);
    return Array.from({ length: 1 + below(200) }, (_, i) => start + i).concat(random() < 0.5 ? [900 + below(99)] : []);
  }
  return some(1 + below(600), [0.02, 0.5, 0.95][below(3)]);
};
const bits = (width) => Array.from({ length: width }, () => random() < 0.5);
const seconds = (date) => Math.floor(date.getTime() / 1000);
const ids = (vector) => {
  const found = [];
  vector.forEach((has, id) => { if (has) found.push(id); });
  return found;
};

function fakeList() {
  const entry = (id) => ({ id, name: `Vendor ${id}`, purposes: [1, 2, 3, 4, 5], legIntPurposes: [7, 8, 9, 10],
    flexiblePurposes: [2, 3, 4, 5, 7, 8, 9, 10], specialPurposes: [], features: [], specialFeatures: [], policyUrl: "https://vendor.example" });
  const table = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [i + 1, entry(i + 1)]));
  const purposes = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [i + 1, { id: i + 1, name: "", description: "", illustrations: [] }]));
  return new GVL({ gvlSpecificationVersion: 3, vendorListVersion: 1 + below(300), tcfPolicyVersion: 4, lastUpdated: "2025-01-01T00:00:00Z",
    purposes, specialPurposes: {}, features: {}, specialFeatures: { 1: { id: 1 }, 2: { id: 2 } }, vendors: table, stacks: {} });
}

function tcf() {
  const model = new TCModel(fakeList());
  model.cmpId = 2 + below(400);
  model.cmpVersion = below(60);
  model.consentScreen = below(60);
  model.consentLanguage = ["EN", "DE", "FR"][below(3)];
  model.publisherCountryCode = ["DE", "US", "FR"][below(3)];
  model.isServiceSpecific = random() < 0.7;
  model.useNonStandardTexts = random() < 0.3;
  model.purposeOneTreatment = random() < 0.2;
  model.purposeConsents.set(some(11, 0.5));
  model.purposeLegitimateInterests.set(some(11, 0.4).filter((id) => id > 6));
  model.specialFeatureOptins.set(some(2, 0.5));
  model.vendorConsents.set(vendors());
  model.vendorLegitimateInterests.set(vendors());
  model.publisherConsents.set(some(11, 0.4));
  model.publisherLegitimateInterests.set(some(11, 0.4));
  if (random() < 0.5) {
    model.numCustomPurposes = 1 + below(5);
    model.publisherCustomConsents.set(some(model.numCustomPurposes, 0.5));
    model.publisherCustomLegitimateInterests.set(some(model.numCustomPurposes, 0.5));
  }
  if (random() < 0.6) {
    for (const vendor of some(60, 0.3)) {
      model.publisherRestrictions.add(vendor, new PurposeRestriction(2 + below(4), RestrictionType.REQUIRE_CONSENT));
    }
    for (const vendor of some(60, 0.1)) {
      model.publisherRestrictions.add(vendor, new PurposeRestriction(7 + below(3), RestrictionType.NOT_ALLOWED));
    }
  }
  model.vendorsDisclosed.set(vendors());
  model.vendorsAllowed.set(random() < 0.5 ? vendors() : []);
  const segments = [Segment.CORE];
  if (random() < 0.6) segments.push(Segment.VENDORS_DISCLOSED);
  if (!model.isServiceSpecific && random() < 0.5) segments.push(Segment.VENDORS_ALLOWED);
  if (random() < 0.6) segments.push(Segment.PUBLISHER_TC);
  const text = TCString.encode(model, { segments, version: 2 });
  const back = TCString.decode(text);
  const has = (number) => text.split(".").slice(1).some((part) => part && ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef".indexOf(part[0]) >> 3) === number);
  return {
    text,
    expected: {
      version: 2, created: seconds(back.created), last_updated: seconds(back.lastUpdated), cmp_id: back.cmpId, cmp_version: back.cmpVersion,
      consent_screen: back.consentScreen, consent_language: back.consentLanguage, vendor_list_version: back.vendorListVersion,
      policy_version: back.policyVersion, is_service_specific: back.isServiceSpecific, use_non_standard_texts: back.useNonStandardTexts,
      special_feature_opt_ins: ids(back.specialFeatureOptins), purpose_consents: ids(back.purposeConsents),
      purpose_legitimate_interests: ids(back.purposeLegitimateInterests), purpose_one_treatment: back.purposeOneTreatment,
      publisher_country: back.publisherCountryCode, vendor_consents: ids(back.vendorConsents),
      vendor_legitimate_interests: ids(back.vendorLegitimateInterests),
      restrictions: back.publisherRestrictions.getRestrictions().map((one) => [one.purposeId, one.restrictionType,
        back.publisherRestrictions.getVendors(one)]).sort((a, b) => a[0] - b[0] || a[1] - b[1]),
      disclosed_vendors: has(1) ? ids(back.vendorsDisclosed) : null,
      allowed_vendors: has(2) ? ids(back.vendorsAllowed) : null,
      publisher: has(3) ? { consents: ids(back.publisherConsents), legitimate_interests: ids(back.publisherLegitimateInterests),
        custom_purposes: back.numCustomPurposes, custom_consents: ids(back.publisherCustomConsents),
        custom_legitimate_interests: ids(back.publisherCustomLegitimateInterests) } : null,
    },
  };
}

const US = ["UsNat", "UsCa", "UsVa", "UsCo", "UsUt", "UsCt", "UsFl", "UsMt", "UsOr", "UsTx", "UsDe", "UsIa", "UsNe", "UsNh", "UsNj", "UsTn",
  "UsMn", "UsMd", "UsIn", "UsKy", "UsRi"];
const INTERNAL = /Included$/;

function fillUs(model, section) {
  const name = gpp[section].NAME;
  for (const segment of new gpp[section]().initializeSegments()) {
    for (const field of segment.getFieldNames()) {
      const initial = segment.getFieldValue(field);
      if (/Version$/.test(field) || /SegmentType$/.test(field)) continue;
      if (Array.isArray(initial)) model.setFieldValue(name, field, initial.map(() => below(3)));
      else if (typeof initial === "boolean") model.setFieldValue(name, field, random() < 0.5);
      else model.setFieldValue(name, field, field === "MspaCoveredTransaction" ? 1 + below(2) : below(3));
    }
  }
  if (section === "UsNat" && random() < 0.5) {
    model.setFieldValue(name, "Version", 1);
    model.setFieldValue(name, "SensitiveDataProcessing", Array.from({ length: 12 }, () => below(3)));
    model.setFieldValue(name, "KnownChildSensitiveDataConsents", [below(3), below(3)]);
  }
  return name;
}

function gppString() {
  const model = new gpp.GppModel();
  const chosen = US.filter(() => random() < 0.3);
  if (!chosen.length) chosen.push(US[below(US.length)]);
  const us = chosen.map((section) => fillUs(model, section));
  if (random() < 0.4) model.setFieldValue("uspv1", "OptOutSale", "YN-"[below(3)]);
  if (random() < 0.5) {
    for (const [field, value] of [["CmpId", below(400)], ["CmpVersion", below(9)], ["ConsentLanguage", "FR"], ["SpecialFeatureExpressConsent", bits(12)],
      ["PurposesExpressConsent", bits(24)], ["PurposesImpliedConsent", bits(24)], ["VendorExpressConsent", vendors()],
      ["VendorImpliedConsent", vendors()], ["DisclosedVendors", vendors()], ["PubPurposesExpressConsent", bits(24)]]) {
      model.setFieldValue("tcfcav1", field, value);
    }
  }
  const text = model.encode();
  const back = new gpp.GppModel(text);
  const expected = { ids: back.getSectionIds().sort((a, b) => a - b), us: {} };
  for (const name of us) {
    const fields = {};
    for (const [field, value] of Object.entries(back.getSection(name))) if (!INTERNAL.test(field)) fields[field] = value;
    expected.us[name] = fields;
  }
  if (back.hasSection("uspv1")) expected.uspv1 = back.getFieldValue("uspv1", "OptOutSale");
  if (model.hasSection("tcfcav1")) {
    const on = (list) => list.map((bit, i) => (bit ? i + 1 : 0)).filter(Boolean);
    const get = (field) => model.getFieldValue("tcfcav1", field);
    expected.tcfcav1 = { cmp_id: get("CmpId"), cmp_version: get("CmpVersion"), consent_language: get("ConsentLanguage"),
      special_feature_express_consents: on(get("SpecialFeatureExpressConsent")), purpose_express_consents: on(get("PurposesExpressConsent")),
      purpose_implied_consents: on(get("PurposesImpliedConsent")), vendor_express_consents: get("VendorExpressConsent"),
      vendor_implied_consents: get("VendorImpliedConsent"), disclosed_vendors: get("DisclosedVendors"),
      publisher_consents: on(get("PubPurposesExpressConsent")) };
  }
  return { text, expected };
}

const many = (make) => Array.from({ length: Number(count) }, make);
const out = { made_by: ["@iabtcf/core 1.5.6", "@iabgpp/cmpapi 3.2.0"], tcf: many(tcf), gpp: many(gppString) };
process.stdout.write(`${JSON.stringify(out)}\n`);
