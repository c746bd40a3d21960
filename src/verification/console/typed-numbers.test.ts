import { expect, it } from "vitest";
import { dayHere, daysFrom } from "./days.ts";
import { readDays, wholeNumber } from "./typed-numbers.ts";

it.each([
  ["7, 14, 28", [7, 14, 28]],
  ["28 7;14,7", [7, 14, 28]],
  ["", []],
  ["0", null],
  ["7, 60", null],
  ["sept", null],
  ["1.5", null],
  ["1,2,3,4,5,6", null],
])("reminders typed as « %s »", (typed, days) => expect(readDays(typed)).toEqual(days));

it.each([["12", 12], ["99999", 60], ["", 7], ["-3", 7], ["x", 7]])("a number typed as « %s »", (typed, value) => expect(wholeNumber(typed, 60, 7)).toBe(value));

it("the day in Québec, whatever the hour elsewhere", () => expect(dayHere("2026-11-25T03:30:00Z")).toBe("2026-11-24"));

it("days between days, over the change of clocks", () => {
  expect(daysFrom("2026-10-31", "2026-11-02")).toBe(2);
  expect(daysFrom("2027-02-01", "2027-01-31")).toBe(-1);
});
