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
    range.addEventListener("input", function () { tell(); if (!live) apply(); });
    range.addEventListener("change", function () {
      if (!live) return;
      var day = form.elements.as_of;
      day.value = chosen();
      day.dispatchEvent(new Event("change", { bubbles: true }));
    });
    tell();
  }
  function chosen() { return range && Number(range.value) < days.length ? days[Number(range.value)] : ""; }
  function tell() {
    var said = chosen() ? words[Number(range.value)] : slider.dataset.latest;
    told.textContent = said;
    range.setAttribute("aria-valuetext", said);
  }
  if (live) return;

  form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  form.addEventListener("input", function (event) { if (event.target !== range) apply(); });
  form.addEventListener("reset", function () { setTimeout(function () { if (range) { range.value = days.length; tell(); } apply(); }); });
  form.querySelectorAll("[data-needs-script]").forEach(function (each) { each.hidden = false; });
  var rows = Array.prototype.slice.call(list.querySelectorAll("li[data-text]"));
  var groups = Array.prototype.slice.call(list.querySelectorAll("[data-group]"));
  var homes = rows.map(function (row) { return row.parentNode; });
  var bars = rows.map(function (row) { return row.querySelector(".barcell").innerHTML; });
  var figures = rows.map(function (row) { return row.querySelector(".val b").textContent; });
  var whole = document.getElementById("whole-axis"), mixed = false;
  var tops = rows.map(function (row) { return Number(row.closest("[data-top]").dataset.top); });
  var top = 0;
  var sum = document.getElementById("sum"), count = document.getElementById("count"), how = document.getElementById("how");
  var first = sum && { sum: sum.textContent, how: how.textContent };

  function folded(text) {
    return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe")
      .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }
  function value(name) { return form.elements[name] ? form.elements[name].value : ""; }
  function number(text) { return text === "" ? null : Number(text); }
  function stepOf(row, day) {
    var steps = row.dataset.steps ? row.dataset.steps.split(" ") : [], found = null;
    for (var i = 0; i < steps.length; i++) {
      var parts = steps[i].split(":");
      if (parts[0] > day) break;
      found = { low: number(parts[1]), high: number(parts[2]) };
    }
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
  function drawn(row, step, i) {
    top = mixed ? Number(whole.dataset.top) : tops[i];
    var cell = row.querySelector(".barcell svg"), hue = "n-" + row.dataset.nature;
    if (!cell) return;
    var parts = [part("line", { "class": "axis", x1: "0%", x2: "100%", y1: 13, y2: 13 })];
    var low = at(step.low || 0), high = step.high === null ? Math.min(100, low + 14) : at(step.high);
    if (step.low !== null && step.low === step.high) {
      parts.push(part("line", { "class": "stem " + hue, x1: "0%", x2: low + "%", y1: 13, y2: 13 }));
      parts.push(part("circle", { "class": "dot " + hue, cx: low + "%", cy: 13, r: 6 }));
    } else {
      var fill = step.high === null ? "url(#fade-" : "url(#rise-";
      var body = { x: low + "%", y: 6, width: Math.max(0, high - low) + "%", height: 14 };
      if (step.high === null || !step.low) body.fill = fill + row.dataset.nature + ")"; else body["class"] = "range " + hue;
      parts.push(part("rect", body));
      if (step.low) parts.push(part("line", { "class": "cap " + hue, x1: low + "%", x2: low + "%", y1: 4, y2: 22 }));
      if (step.high !== null) parts.push(part("line", { "class": "cap " + hue, x1: high + "%", x2: high + "%", y1: 4, y2: 22 }));
    }
    cell.replaceChildren.apply(cell, parts);
  }
  function answers(row, wanted, day) {
    var data = row.dataset, year = data.date.slice(0, 4);
    if (!wanted.text.every(function (word) { return data.text.indexOf(word) >= 0; })) return false;
    if (wanted.party && data.party.split(" ").indexOf(wanted.party) < 0) return false;
    if (wanted.place && data.place.split(" ").indexOf(wanted.place) < 0) return false;
    if (wanted.purpose && data.purpose !== wanted.purpose) return false;
    if (wanted.nature && data.nature !== wanted.nature) return false;
    if (wanted.stage && data.stage !== wanted.stage) return false;
    if (wanted.from && (!year || year < wanted.from)) return false;
    if (wanted.to && (!year || year > wanted.to)) return false;
    return !day || stepOf(row, day) !== null;
  }
  function order() {
    var by = value("sort") || "size", one = groups[0].querySelector("ul");
    groups.forEach(function (group) {
      group.querySelectorAll("h2, .axisrow").forEach(function (each) { each.hidden = mixed; });
    });
    whole.hidden = !mixed;
    var ranked = rows.map(function (row, i) { return [row, i]; });
    if (by === "title") ranked.sort(function (a, b) { return a[0].dataset.title.localeCompare(b[0].dataset.title, lang); });
    if (by === "date") ranked.sort(function (a, b) { return b[0].dataset.date < a[0].dataset.date ? -1 : b[0].dataset.date > a[0].dataset.date ? 1 : a[1] - b[1]; });
    if (by === "sources") ranked.sort(function (a, b) { return b[0].dataset.sources - a[0].dataset.sources || a[1] - b[1]; });
    ranked.forEach(function (pair) {
      var home = mixed ? one : homes[pair[1]];
      home.insertBefore(pair[0], home.querySelector(".axisrow"));
    });
  }
  function apply() {
    var day = chosen(), low = 0, high = 0, open = false, shown = 0, summed = 0;
    var wanted = {
      text: folded(value("text")).split(" ").filter(Boolean), party: value("party"), place: value("place"),
      purpose: value("purpose"), nature: value("nature"), stage: value("stage"), from: value("year_from"), to: value("year_to")
    };
    mixed = (value("sort") || "size") !== "size";
    rows.forEach(function (row, i) {
      var is = answers(row, wanted, day), figure = row.querySelector(".val b");
      row.hidden = !is;
      if (!is) return;
      shown += 1;
      var step = day ? stepOf(row, day) : null, steps = row.dataset.steps ? row.dataset.steps.split(" ") : [];
      if (step && steps.length && (step.low !== null || step.high !== null)) { drawn(row, step, i); figure.textContent = bounds(step); }
      else {
        row.querySelector(".barcell").innerHTML = bars[i];
        figure.textContent = figures[i];
        var now = { low: number(row.dataset.low), high: number(row.dataset.high) };
        if (mixed && (now.low !== null || now.high !== null)) drawn(row, now, i);
      }
      if (row.dataset.counted) {
        summed += 1;
        var last = step || { low: number(row.dataset.low), high: number(row.dataset.high) };
        low += last.low || 0;
        if (last.high === null) open = true; else high += last.high;
      }
    });
    order();
    groups.forEach(function (group) {
      var left = group.querySelectorAll("li[data-text]:not([hidden])").length, told = group.querySelector("h2 span");
      group.hidden = !left;
      if (told) told.textContent = "(" + left + ")";
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
