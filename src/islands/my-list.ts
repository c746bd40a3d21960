/*
 * "My list" lives on this device only, as record ids. A record of a sensitive need has no save
 * button at all (the server does not write one).
 */
const KEY = "fanal.list";
const MOST = 50;

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function write(ids: string[]): void {
  try {
    if (ids.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(ids.slice(-MOST)));
  } catch {
    // Storage is switched off: the button simply does not stay pressed.
  }
}

function show(button: HTMLButtonElement): void {
  const saved = read().includes(button.value);
  button.setAttribute("aria-pressed", String(saved));
  const words = button.querySelector("span");
  if (words) words.textContent = (saved ? button.dataset["saved"] : button.dataset["save"]) ?? "";
}

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-save]")) {
  button.hidden = false;
  show(button);
  button.addEventListener("click", () => {
    const ids = read();
    write(ids.includes(button.value) ? ids.filter((id) => id !== button.value) : [...ids, button.value]);
    show(button);
  });
}

/** The list's page is made by the server from the ids in its address. */
const list = document.querySelector<HTMLElement>("[data-my-list]");
if (list?.dataset["myList"] === "device") {
  const ids = read();
  if (ids.length > 0) location.replace(`${location.pathname}?ids=${ids.join(",")}`);
}

document.querySelector<HTMLButtonElement>("button[data-erase]")?.addEventListener("click", () => {
  write([]);
  location.replace(location.pathname);
});

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-remove]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    write(read().filter((id) => id !== button.value));
    const left = (new URLSearchParams(location.search).get("ids") ?? "").split(",").filter((id) => id && id !== button.value);
    location.replace(left.length > 0 ? `${location.pathname}?ids=${left.join(",")}` : location.pathname);
  });
}
