/** Buttons that only a script can serve stay hidden until it runs. */
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const words = button.querySelector("span");
  await navigator.clipboard.writeText(button.dataset["copy"] ?? location.href);
  if (words) words.textContent = button.dataset["copied"] ?? "";
}

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
  if (!("clipboard" in navigator)) continue;
  button.hidden = false;
  button.addEventListener("click", () => void copy(button));
}
