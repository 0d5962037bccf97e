// Follows a job by its server-sent events and says how far it is, and of what.
(function () {
  "use strict";
  var box = document.querySelector("[data-events]:not([data-events=''])");
  if (!box || !window.EventSource) return;
  var bar = box.querySelector("progress"), state = box.querySelector("[data-state]"), says = box.querySelector("[data-says]");
  var words = JSON.parse(box.dataset.words), numbers = new Intl.NumberFormat(words.language);
  function line(told) {
    if (told.state === "waiting") return words.waiting;
    if (told.state === "done") return words.showing;
    var known = told.of || !words.so_far[told.doing];
    var text = (known ? words.doing : words.so_far)[told.doing] || "";
    return text.replace("{done}", numbers.format(told.done)).replace("{of}", numbers.format(told.of));
  }
  var source = new EventSource(box.dataset.events);
  source.addEventListener("state", function (event) {
    var told = JSON.parse(event.data);
    if (told.of && told.state === "running") { bar.max = told.of; bar.value = told.done; } else bar.removeAttribute("value");
    state.textContent = words.states[told.state] || told.state;
    says.textContent = line(told);
    if (["done", "failed", "cancelled"].indexOf(told.state) >= 0 && told.shown) { source.close(); location.reload(); }
  });
})();
