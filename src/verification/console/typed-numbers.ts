const LAST_DAY = 55;
const MOST_REMINDERS = 5;

/** Days of reminders as they are typed (`7, 14 28`), in order; null: they cannot be read. */
export function readDays(typed: string): number[] | null {
  const days = typed.split(/[\s,;]+/).filter(Boolean).map(Number);
  const isRight = days.length <= MOST_REMINDERS && days.every((day) => Number.isInteger(day) && day >= 1 && day <= LAST_DAY);
  return isRight ? [...new Set(days)].sort((a, b) => a - b) : null;
}

/** A whole number as it is typed, at most `most`; `usual` while it says none. */
export function wholeNumber(typed: string, most: number, usual: number): number {
  const value = Number.parseInt(typed, 10);
  return value >= 1 ? Math.min(most, value) : usual;
}
