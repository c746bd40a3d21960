import { expect, it } from "vitest";
import { afterCall } from "./follow-ups.ts";

const FRIDAY = new Date("2026-11-27T20:00:00Z");

it("nobody answers: in two working days, or when the caller says, never at night; three times, and it is out of reach", () => {
  expect(afterCall("noAnswer", 0, null, FRIDAY)).toEqual({ state: "open", attempts: 1, callAt: new Date("2026-12-01T20:00:00Z"), answer: null });
  expect(afterCall("noAnswer", 1, new Date("2026-11-28T03:00:00Z"), FRIDAY)).toMatchObject({ attempts: 2, callAt: new Date("2026-11-30T13:00:00Z") });
  expect(afterCall("noAnswer", 2, null, FRIDAY)).toMatchObject({ state: "unreached", attempts: 3 });
  expect(afterCall("wrongNumber", 0, null, FRIDAY)).toMatchObject({ state: "unreached", answer: null });
});

it("an answer ends it", () => {
  expect(afterCall("confirmed", 0, null, FRIDAY)).toMatchObject({ state: "done", answer: "confirmed" });
  expect(afterCall("refuses", 0, null, FRIDAY)).toMatchObject({ state: "done", answer: "refused" });
});
