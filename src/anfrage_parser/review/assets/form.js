// The form for one value, below its row or wherever it is put: checked as it is typed, kept when it is accepted.

// "check" and "keep" take the words and give why they are refused, "" if they are not; either may take its time.
function valueForm({ value, check, keep, close, options = [] }) {
  const form = make("form");
  const label = make("label", "", say("new_value"));
  const field = options.length ? make("select") : make("textarea");
  label.htmlFor = field.id = "new-value";
  for (const [code, name] of options) field.append(new Option(name, code));
  if (!options.length) field.rows = Math.min(12, Math.ceil(value.length / 60) + 1);
  if (options.length) field.value = value;
  else fillArea(field, value);
  const accept = make("button", "", say("accept"));
  const refusal = make("p", "refusal s0");
  refusal.id = "refusal";
  refusal.setAttribute("role", "alert");
  field.setAttribute("aria-describedby", "refusal");
  const show = (why) => {
    refusal.textContent = why;
    field.setAttribute("aria-invalid", String(why !== ""));
    return why === "";
  };
  let round = 0;
  const checkNow = async () => {
    const mine = ++round;
    const why = await check(field.value.trim());
    if (mine === round && form.isConnected) accept.disabled = !show(why);
  };
  field.addEventListener("input", checkNow);
  const buttons = make("div");
  buttons.append(accept, button("", say("cancel"), close));
  form.append(label, field, refusal, buttons);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    round += 1;
    const words = field.value.trim();
    if (show((await check(words)) || (await keep(words)))) close();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); close(); }
    if (event.key === "Enter" && (event.ctrlKey || !field.value.includes("\n")) && !event.shiftKey && event.target === field) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  document.querySelectorAll("form.value-form").forEach((other) => other.remove());
  form.classList.add("value-form");
  form.isChanged = () => field.value.trim() !== value.trim();
  form.start = () => { checkNow(); field.focus(); };
  return form;
}
