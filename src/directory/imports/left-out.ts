/** Counts what was left out, to say it at the end. */
export class LeftOut {
  readonly #counts = new Map<string, Map<string, number>>();

  add(field: string, value: string): void {
    const values = this.#counts.get(field) ?? new Map<string, number>();
    this.#counts.set(field, values);
    if (values.has(value) || values.size < 1000) values.set(value, (values.get(value) ?? 0) + 1);
  }

  lines(): string[] {
    return [...this.#counts].map(([field, values]) => {
      const most = [...values].sort((a, b) => b[1] - a[1]);
      const shown = most.slice(0, 5).map(([value, times]) => `"${value.replaceAll("\n", " ").slice(0, 60)}"${times > 1 ? ` (${times} times)` : ""}`);
      return `  left out, of no use as ${field}: ${shown.join(", ")}${most.length > 5 ? ` and ${most.length - 5} other values` : ""}.`;
    });
  }
}
