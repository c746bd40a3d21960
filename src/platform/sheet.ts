/**
 * A cell of a sheet. What a spreadsheet would run as a formula gets an apostrophe before it
 * (OWASP, CSV injection); numbers stay numbers.
 */
export function sheetCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = /^'*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
