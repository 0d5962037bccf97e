// Filters, order and the as-of slider of the ledger: in a folder in place, live by asking the server.
(function () {
  "use strict";
  var form = document.getElementById("filters"), list = document.getElementById("list");
  if (!form || !list) return;
  var slider = form.querySelector(".asof"), days = slider ? slider.dataset.days.split(" ").filter(Boolean) : [];
  var words = slider ? JSON.parse(slider.dataset.words) : [];
  var live = form.hasAttribute("data-live"), lang = document.documentElement.lang;
  if (slider && days.length > 1) {
    slider.hidden = false;
    var range = slider.querySelector("input[type=range]"), told = slider.querySelector("output");
    range.max = days.length;
    var start = live ? days.indexOf(slider.dataset.day) : -1;
    range.value = start < 0 ? days.length : start;
    range.addEventListener("input", function () { say(); if (!live) apply(); });
    range.addEventListener("change", function () {
      if (!live) return;
      var day = form.elements.as_of;
      day.value = chosen();
      day.dispatchEvent(new Event("change", { bubbles: true }));
    });
    say();
  }
  function chosen() { return range && Number(range.value) < days.length ? days[Number(range.value)] : ""; }
  function say() {
    var said = chosen() ? words[Number(range.value)] : slider.dataset.latest;
    told.textContent = said;
    range.setAttribute("aria-valuetext", said);
  }
  if (live) return;

  form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  form.addEventListener("input", function (event) { if (event.target !== range) apply(); });
  form.addEventListener("reset", function () { setTimeout(function () { if (range) { range.value = days.length; say(); } apply(); }); });
  form.querySelectorAll("[data-needs-script]").forEach(function (each) { each.hidden = false; });
  var groups = Array.prototype.map.call(list.querySelectorAll("[data-group]"), function (node) {
    return { node: node, top: Number(node.dataset.top), home: node.querySelector("ul"), told: node.querySelector("h2 span"), left: 0 };
  });
  // Each row is read once: a move of the slider then touches only the rows that it changes.
  var rows = [];
  groups.forEach(function (group) {
    group.node.querySelectorAll("li[data-text]").forEach(function (node) {
      var data = node.dataset, picture = node.querySelector(".barcell svg"), figure = node.querySelector(".val b");
      rows.push({
        node: node, group: group, data: data, at: rows.length, picture: picture, figure: figure, told: figure.textContent,
        bar: picture ? Array.prototype.slice.call(picture.childNodes) : [], drawn: "-1", is: true,
        party: data.party.split(" "), place: data.place.split(" "), year: data.date.slice(0, 4), counted: Boolean(data.counted),
        now: { low: number(data.low), high: number(data.high) },
        steps: (data.steps ? data.steps.split(" ") : []).map(function (told) {
          var parts = told.split(":");
          return { day: parts[0], low: number(parts[1]), high: number(parts[2]) };
        })
      });
    });
  });
  var whole = document.getElementById("whole-axis"), mixed = false;
  var top = 0, sorted = "size";
  var sum = document.getElementById("sum"), count = document.getElementById("count"), how = document.getElementById("how");
  var first = sum && { sum: sum.textContent, how: how.textContent };

  function folded(text) {
    return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe")
      .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }
  function value(name) { return form.elements[name] ? form.elements[name].value : ""; }
  function number(text) { return text === "" ? null : Number(text); }
  // The number of the last step that a day knows of; -1 for none.
  function stepAt(row, day) {
    var found = -1;
    while (found + 1 < row.steps.length && row.steps[found + 1].day <= day) found += 1;
    return found;
  }
  function money(value) {
    var scales = lang === "fr" ? [[1e9, " Md€"], [1e6, " M€"], [1, " €"]] : [[1e9, "bn"], [1e6, "m"], [1, ""]];
    var scale = scales.find(function (each) { return Math.abs(value) >= each[0]; }) || scales[2];
    var shown = (value / scale[0]).toLocaleString(lang, { maximumSignificantDigits: 3 });
    return lang === "fr" ? shown + scale[1].replace(" ", "\u00a0") : "€" + shown + scale[1];
  }
  function bounds(step) {
    if (step.low === null && step.high === null) return list.dataset.unknown;
    if (step.high === null) return list.dataset.least + "\u00a0" + money(step.low);
    if (!step.low) return list.dataset.most + "\u00a0" + money(step.high);
    return step.low === step.high ? money(step.low) : span(money(step.low), money(step.high));
  }
  // What both have in common is said once, as in the rest of the page.
  function span(low, high) {
    if (lang !== "fr") return low + "–" + high.slice(1);
    var one = low.split("\u00a0"), other = high.split("\u00a0");
    return (one[1] === other[1] ? one[0] : low) + "–" + high;
  }
  function at(value) { return Math.min(100, 100 * value / top); }
  function part(name, values) {
    var made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.keys(values).forEach(function (key) { made.setAttribute(key, values[key]); });
    return made;
  }
  function draw(row, step) {
    if (!row.picture) return;
    top = mixed ? Number(whole.dataset.top) : row.group.top;
    var hue = "n-" + row.data.nature;
    var parts = [part("line", { "class": "axis", x1: "0%", x2: "100%", y1: 13, y2: 13 })];
    var low = at(step.low || 0), high = step.high === null ? Math.min(100, low + 14) : at(step.high);
    if (step.low !== null && step.low === step.high) {
      parts.push(part("line", { "class": "stem " + hue, x1: "0%", x2: low + "%", y1: 13, y2: 13 }));
      parts.push(part("circle", { "class": "dot " + hue, cx: low + "%", cy: 13, r: 6 }));
    } else {
      var fill = step.high === null ? "url(#fade-" : "url(#rise-";
      var body = { x: low + "%", y: 6, width: Math.max(0, high - low) + "%", height: 14 };
      if (step.high === null || !step.low) body.fill = fill + row.data.nature + ")"; else body["class"] = "range " + hue;
      parts.push(part("rect", body));
      if (step.low) parts.push(part("line", { "class": "cap " + hue, x1: low + "%", x2: low + "%", y1: 4, y2: 22 }));
      if (step.high !== null) parts.push(part("line", { "class": "cap " + hue, x1: high + "%", x2: high + "%", y1: 4, y2: 22 }));
    }
    row.picture.replaceChildren.apply(row.picture, parts);
  }
  // What a row shows: how it stood on a day, or how it stands; nothing is touched that stands already.
  function tell(row, at) {
    var key = at + (mixed ? "m" : "");
    if (row.drawn === key) return;
    row.drawn = key;
    var step = at < 0 ? null : row.steps[at], has = step && (step.low !== null || step.high !== null);
    row.figure.textContent = has ? bounds(step) : row.told;
    if (has) draw(row, step);
    else if (mixed && (row.now.low !== null || row.now.high !== null)) draw(row, row.now);
    else if (row.picture) row.picture.replaceChildren.apply(row.picture, row.bar);
  }
  function answers(row, wanted, day, at) {
    var data = row.data;
    if (!wanted.text.every(function (word) { return data.text.indexOf(word) >= 0; })) return false;
    if (wanted.party && row.party.indexOf(wanted.party) < 0) return false;
    if (wanted.place && row.place.indexOf(wanted.place) < 0) return false;
    if (wanted.purpose && data.purpose !== wanted.purpose) return false;
    if (wanted.nature && data.nature !== wanted.nature) return false;
    if (wanted.stage && data.stage !== wanted.stage) return false;
    if (wanted.from && (!row.year || row.year < wanted.from)) return false;
    if (wanted.to && (!row.year || row.year > wanted.to)) return false;
    return !day || at >= 0;
  }
  function order() {
    var by = value("sort") || "size", one = groups[0].home;
    if (by === sorted) return;
    sorted = by;
    groups.forEach(function (group) {
      group.node.querySelectorAll("h2, .axisrow").forEach(function (each) { each.hidden = mixed; });
    });
    whole.hidden = !mixed;
    var ranked = rows.slice();
    if (by === "title") ranked.sort(function (a, b) { return a.data.title.localeCompare(b.data.title, lang); });
    if (by === "date") ranked.sort(function (a, b) { return b.data.date < a.data.date ? -1 : b.data.date > a.data.date ? 1 : a.at - b.at; });
    if (by === "sources") ranked.sort(function (a, b) { return b.data.sources - a.data.sources || a.at - b.at; });
    ranked.forEach(function (row) {
      var home = mixed ? one : row.group.home;
      home.insertBefore(row.node, home.querySelector(".axisrow"));
    });
  }
  function apply() {
    if (!groups.length) return;
    var day = chosen(), low = 0, high = 0, open = false, shown = 0, summed = 0;
    var wanted = {
      text: folded(value("text")).split(" ").filter(Boolean), party: value("party"), place: value("place"),
      purpose: value("purpose"), nature: value("nature"), stage: value("stage"), from: value("year_from"), to: value("year_to")
    };
    mixed = (value("sort") || "size") !== "size";
    groups.forEach(function (group) { group.left = 0; });
    rows.forEach(function (row) {
      var at = day ? stepAt(row, day) : -1, is = answers(row, wanted, day, at);
      if (is !== row.is) row.node.hidden = !is;
      row.is = is;
      if (!is) return;
      shown += 1;
      (mixed ? groups[0] : row.group).left += 1;
      tell(row, at);
      if (row.counted) {
        summed += 1;
        var last = at < 0 ? row.now : row.steps[at];
        low += last.low || 0;
        if (last.high === null) open = true; else high += last.high;
      }
    });
    order();
    groups.forEach(function (group) {
      group.node.hidden = !group.left;
      if (group.told) group.told.textContent = "(" + group.left + ")";
    });
    var narrowed = day || wanted.text.length || ["party", "place", "purpose", "nature", "stage", "from", "to"].some(function (key) { return wanted[key]; });
    count.textContent = shown === 1 || (lang === "fr" && shown === 0) ? list.dataset.one.replace("#", shown) : list.dataset.many.replace("#", shown.toLocaleString(lang));
    if (sum) {
      sum.textContent = !narrowed ? first.sum : summed ? bounds({ low: low, high: open ? null : high }) : "–";
      how.textContent = !narrowed ? first.how : list.dataset.sums.replace("#", summed).replace("#", shown) + (day ? " " + list.dataset.dayNote : "");
    }
    document.getElementById("nothing").hidden = shown > 0;
  }
})();
