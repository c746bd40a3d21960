/*
 * Saves a form of the organisation's page while one types. Without it, or when it fails, the button saves the same.
 */

/** After the last key (ms). */
const SAVE_AFTER = 1000;

interface Saved {
  saved: boolean;
  version?: number;
}

class Autosave {
  private readonly form: HTMLFormElement;
  private readonly status: HTMLElement;
  private readonly version: HTMLInputElement;
  private timer = 0;
  private saving = Promise.resolve();

  constructor(form: HTMLFormElement) {
    this.form = form;
    this.status = form.querySelector<HTMLElement>("[role=status]")!;
    this.version = form.querySelector<HTMLInputElement>("[name=version]")!;
  }

  start(): void {
    this.form.addEventListener("input", () => {
      clearTimeout(this.timer);
      // One at a time: each needs the version that the one before it got.
      this.timer = window.setTimeout(() => (this.saving = this.saving.then(() => this.save())), SAVE_AFTER);
    });
    this.form.addEventListener("submit", () => clearTimeout(this.timer));
  }

  private async save(): Promise<void> {
    const { dataset } = this.form;
    // Not `form.action`: the buttons are named so.
    const action = this.form.getAttribute("action")!;
    this.status.textContent = dataset["saving"] ?? "";
    const body = new URLSearchParams(new FormData(this.form) as unknown as Record<string, string>);
    const answer = await fetch(action, { method: "POST", body, headers: { accept: "application/json" } }).then((response) => response.json() as Promise<Saved>).catch((): Saved => ({ saved: false }));
    if (answer.version !== undefined) this.version.value = String(answer.version);
    this.status.textContent = (answer.saved ? dataset["autosave"] : dataset["notSaved"]) ?? "";
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-autosave]")) new Autosave(form).start();
