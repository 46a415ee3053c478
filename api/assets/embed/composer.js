// Shows what was chosen at once, and copies. Without this script, the button of the form shows it, and the text can be selected.
const form = document.getElementById("composer");
form.addEventListener("change", () => form.requestSubmit());
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = button.closest("section").querySelector("textarea");
    text.select();
    await navigator.clipboard.writeText(text.value);
    button.textContent = button.dataset.done;
  });
}
