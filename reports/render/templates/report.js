// Comforts only: the report is complete without this script. Columns of the site table sort, long tables get a
// filter, and everything folded is opened for paper.
"use strict";

(() => {
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value ?? cell.textContent.trim();
  };

  const sortBy = (table, column, numeric, descending) => {
    const compare = numeric
      ? (a, b) => Number(a) - Number(b)
      : (a, b) => a.localeCompare(b, document.documentElement.lang, { numeric: true });
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => compare(valueOf(a, column), valueOf(b, column)) * (descending ? -1 : 1));
    table.tBodies[0].append(...rows);
  };

  const makeSortable = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      const numeric = head.dataset.sort === "number";
      button.addEventListener("click", () => {
        const before = head.getAttribute("aria-sort");
        const descending = before ? before === "ascending" : numeric;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        sortBy(table, column, numeric, descending);
      });
    });
  };

  const makeFilter = (table) => {
    const label = document.createElement("label");
    const field = document.createElement("input");
    field.type = "search";
    label.className = "filter";
    label.append("Show only sites with ", field);
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      for (const row of table.tBodies[0].rows) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
      }
    });
    table.before(label);
  };

  document.querySelectorAll("table.sortable").forEach((table) => {
    makeSortable(table);
    if (table.tBodies[0].rows.length > 10) {
      makeFilter(table);
    }
  });

  const folded = new Set();
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details:not([open])").forEach((details) => {
      folded.add(details);
      details.open = true;
    });
  });
  window.addEventListener("afterprint", () => {
    folded.forEach((details) => { details.open = false; });
    folded.clear();
  });
})();
