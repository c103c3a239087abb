// What the page calls itself and how it begins: as much as is needed to know a bot wall.
(characters) => [
  String(document.title),
  document.documentElement ? document.documentElement.outerHTML.slice(0, characters) : "",
];
