// The switch of colours, filters of lists in a folder, marks beside a text. Pages work without it.
(function () {
  "use strict";
  var root = document.documentElement;
  function stored() {
    try { return localStorage.getItem("grandlivre-theme") || "system"; } catch (error) { return "system"; }
  }
  function choose(theme) {
    if (theme === "system") delete root.dataset.theme; else root.dataset.theme = theme;
    try { localStorage.setItem("grandlivre-theme", theme); } catch (error) { /* Not kept. */ }
    document.querySelectorAll("[data-theme-choice]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
    });
  }
  document.querySelectorAll(".theme").forEach(function (group) { group.hidden = false; });
  document.querySelectorAll("[data-theme-choice]").forEach(function (button) {
    button.addEventListener("click", function () { choose(button.dataset.themeChoice); });
  });
  choose(stored());

  // What a link leads to is opened, wherever it is folded away.
  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1));
    var target = id && document.getElementById(id);
    if (!target) return;
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
    }
    // A total shows at once what it sums.
    var held = target.querySelector(":scope > details");
    if (held) held.open = true;
    target.scrollIntoView({ block: target.tagName === "MARK" ? "center" : "start" });
    if (target.tabIndex >= 0) target.focus({ preventScroll: true });
  }
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (each) { each.open = true; });
  });

  // Lists that are whole on their page are searched in place.
  document.querySelectorAll("[data-narrows]").forEach(function (form) {
    var list = document.getElementById(form.dataset.narrows);
    var input = form.querySelector("input[type=search]");
    if (!list || !input) return;
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    input.addEventListener("input", function () {
      var words = folded(input.value).split(" ").filter(Boolean);
      list.querySelectorAll("[data-search]").forEach(function (row) {
        row.hidden = !words.every(function (word) { return row.dataset.search.indexOf(word) >= 0; });
      });
    });
  });
  function folded(text) {
    return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe")
      .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  // A claim's card and its words in the text point at each other.
  document.querySelectorAll("[data-mark]").forEach(function (card) {
    var mark = document.getElementById(card.dataset.mark);
    if (!mark) return;
    function on(is) { return function () { card.classList.toggle("on", is); mark.classList.toggle("on", is); }; }
    [card, mark].forEach(function (each) {
      each.addEventListener("pointerenter", on(true));
      each.addEventListener("pointerleave", on(false));
      each.addEventListener("focusin", on(true));
      each.addEventListener("focusout", on(false));
    });
  });
})();
