// Follows a job by its server-sent events and shows how far it is.
(function () {
  "use strict";
  var box = document.querySelector("[data-events]:not([data-events=''])");
  if (!box || !window.EventSource) return;
  var bar = box.querySelector("progress"), state = box.querySelector("[data-state]"), says = box.querySelector("[data-says]");
  var words = JSON.parse(box.dataset.words);
  var source = new EventSource(box.dataset.events);
  function heard(event) {
    var told = JSON.parse(event.data);
    if (told.of) { bar.max = told.of; bar.value = told.done; } else { bar.removeAttribute("value"); }
    if (told.state) state.textContent = words[told.state] || told.state;
    if (told.says) says.textContent = told.says;
    if (["done", "failed", "cancelled"].indexOf(told.state) >= 0) { source.close(); location.reload(); }
  }
  source.addEventListener("message", heard);
  source.addEventListener("progress", heard);
  source.addEventListener("state", heard);
})();
