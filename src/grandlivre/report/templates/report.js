// Opens what a link leads to, filters the entries, opens all for printing.
(function () {
  "use strict";
  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1));
    var target = id && document.getElementById(id);
    if (!target) return;
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
      if (node.hidden) node.hidden = false;
    }
    target.scrollIntoView({ block: "start" });
  }
  window.addEventListener("hashchange", reveal);
  reveal();
  function all(open) {
    document.querySelectorAll("details").forEach(function (each) { each.open = open; });
  }
  window.addEventListener("beforeprint", function () { all(true); });
  var tools = document.querySelector(".tools");
  if (!tools) return;
  tools.hidden = false;
  tools.querySelector(".open-all").addEventListener("click", function (event) {
    var open = event.currentTarget.getAttribute("aria-pressed") !== "true";
    event.currentTarget.setAttribute("aria-pressed", String(open));
    event.currentTarget.textContent = event.currentTarget.dataset[open ? "close" : "open"];
    document.querySelectorAll("#entries details").forEach(function (each) { each.open = open; });
  });
  tools.querySelector("input").addEventListener("input", function (event) {
    var wanted = event.target.value.toLocaleLowerCase().trim();
    document.querySelectorAll("#entries details[data-search]").forEach(function (each) {
      each.hidden = wanted !== "" && each.dataset.search.indexOf(wanted) < 0;
    });
  });
})();
