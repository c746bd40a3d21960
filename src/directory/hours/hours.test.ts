import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Hours, HoursRule } from "../directory.contract.ts";
import { compileHours, isOpen, momentIn, openState, QUEBEC_ZONE, weekTable, zoneOf } from "./hours.ts";
import { isHoliday, dayNumber } from "./holidays.ts";
import { parseOsmHours } from "./hours-osm.ts";

function hours(osm: string): Hours {
  const parsed = parseOsmHours(osm);
  if ("reason" in parsed) throw new Error(parsed.reason);
  return parsed.hours;
}

const stateAt = (osm: string, iso: string, zone = QUEBEC_ZONE) => openState(compileHours(hours(osm)), momentIn(zone, new Date(iso)));

describe("open now", () => {
  it("is open within a span and says until when, and when next", () => {
    expect(stateAt("Mo-Fr 08:30-12:00,13:00-16:30", "2026-11-24T09:00:00-05:00")).toEqual({ now: true, until: "2026-11-24T17:00:00Z", next: "2026-11-24T18:00:00Z" });
  });
  it("is closed at the minute of closing, and finds the next opening over the weekend", () => {
    expect(stateAt("Mo-Fr 09:00-17:00", "2026-11-27T17:00:00-05:00")).toEqual({ now: false, until: null, next: "2026-11-30T14:00:00Z" });
  });
  it("goes past midnight", () => {
    expect(stateAt("Mo-Su 20:00-08:00", "2026-11-24T03:00:00-05:00")).toEqual({ now: true, until: "2026-11-24T13:00:00Z", next: "2026-11-25T01:00:00Z" });
  });
  it("keeps an opening that runs over midnight into the next day's as one", () => {
    expect(stateAt("Mo 18:00-24:00; Tu 00:00-06:00", "2026-11-23T23:00:00-05:00").until).toBe("2026-11-24T11:00:00Z");
  });
  it("is always open at 24/7, even on a holiday", () => {
    expect(stateAt("24/7", "2026-12-25T03:00:00-05:00")).toEqual({ now: true, until: null, next: null });
  });
  it("leaves out the first week of the month when a later line says so", () => {
    expect(stateAt("We,Fr 10:00-12:00; We[1],Fr[1] off", "2026-11-04T11:00:00-05:00").now).toBe(false);
    expect(stateAt("We,Fr 10:00-12:00; We[1],Fr[1] off", "2026-11-11T11:00:00-05:00").now).toBe(true);
  });
  it("knows the last Thursday of the month", () => {
    expect(stateAt("Mo,Th 12:00-15:30; Th[-1] 12:00-18:00", "2026-11-26T17:00:00-05:00").now).toBe(true);
    expect(stateAt("Mo,Th 12:00-15:30; Th[-1] 12:00-18:00", "2026-11-19T17:00:00-05:00").now).toBe(false);
  });
  it("keeps a season, and one that goes over the new year", () => {
    expect(stateAt("Mar 02-Apr 29 We 13:00-16:00", "2026-11-25T14:00:00-05:00")).toMatchObject({ now: false, next: "2027-03-03T18:00:00Z" });
    expect(stateAt("Nov-Mar 20:00-08:00", "2027-01-10T21:00:00-05:00").now).toBe(true);
    expect(stateAt("Nov-Mar 20:00-08:00", "2026-07-10T21:00:00-04:00").now).toBe(false);
  });
});

describe("public holidays", () => {
  it("are Québec's, 24 June included", () => {
    const named = ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-18", "2026-06-24", "2026-07-01", "2026-09-07", "2026-10-12", "2026-12-25"];
    const found: string[] = [];
    for (let day = dayNumber(2026, 1, 1); day < dayNumber(2027, 1, 1); day++) if (isHoliday(day)) found.push(new Date(day * 86_400_000).toISOString().slice(0, 10));
    expect(found).toEqual(named);
  });
  it("make it unknown whether a place that does not speak of them is open, but not when it is closed that weekday", () => {
    expect(stateAt("Mo-Fr 09:00-17:00", "2026-06-24T10:00:00-04:00")).toEqual({ now: null, until: null, next: "2026-06-25T13:00:00Z" });
    expect(stateAt("Mo 09:00-17:00", "2026-06-24T10:00:00-04:00").now).toBe(false);
  });
  it("are closed or open when the hours say so", () => {
    expect(stateAt("Mo-Fr 09:00-17:00; PH off", "2026-06-24T10:00:00-04:00").now).toBe(false);
    expect(stateAt("Mo-Fr 08:00-20:30; Sa,Su,PH 09:00-17:00", "2026-06-24T18:00:00-04:00").now).toBe(false);
    expect(stateAt("Mo-Fr 08:00-20:30; Sa,Su,PH 09:00-17:00", "2026-06-24T16:00:00-04:00").now).toBe(true);
  });
});

describe("clocks", () => {
  it("are an hour ahead on the Îles-de-la-Madeleine", () => {
    expect(zoneOf("01023")).toBe("America/Halifax");
    expect(stateAt("Mo-Fr 09:00-17:00", "2026-11-24T13:30:00Z", zoneOf("01023")).now).toBe(true);
    expect(stateAt("Mo-Fr 09:00-17:00", "2026-11-24T13:30:00Z", zoneOf(null)).now).toBe(false);
  });
  it("keep the wall hour over both changes of time", () => {
    expect(stateAt("Mo-Su 08:00-20:00", "2026-03-07T21:00:00-05:00").next).toBe("2026-03-08T12:00:00Z");
    expect(stateAt("Mo-Su 08:00-20:00", "2026-10-31T21:00:00-04:00").next).toBe("2026-11-01T13:00:00Z");
  });
});

it("is unknown without hours", () => {
  expect(openState(null, momentIn(QUEBEC_ZONE, new Date()))).toEqual({ now: null, until: null, next: null });
});

describe("week table", () => {
  it("has a row a day, and tells seasons apart", () => {
    const table = weekTable(hours("Mo-Fr 09:00-12:00; We 13:00-16:00; Mar 02-Apr 29 Sa 09:00-12:00"));
    expect(table.days.map(({ spans }) => spans.length)).toEqual([1, 1, 1, 1, 1, 0, 0]);
    expect(table.days[2]!.spans).toEqual([{ opens: "13:00", closes: "16:00" }]);
    expect(table.exceptions).toHaveLength(1);
  });
});

const time = fc.integer({ min: 0, max: 1439 }).map((minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`);
const rule: fc.Arbitrary<HoursRule> = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  holidays: fc.boolean(),
  weeks: fc.oneof(fc.constant(null), fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 5, -1), { minLength: 1 })),
  from: fc.constantFrom(null, "03-02", "11-01"),
  to: fc.constantFrom(null, "04-29", "02-28"),
  spans: fc.array(fc.record({ opens: time, closes: time }), { maxLength: 2 }),
});
const anyHours: fc.Arbitrary<Hours> = fc.record({ always: fc.constant(false), byAppointment: fc.boolean(), closedOnHolidays: fc.constantFrom(null, true, false), rules: fc.array(rule, { minLength: 1, maxLength: 4 }) });
const instant = fc.date({ min: new Date("2025-01-01"), max: new Date("2028-12-31"), noInvalidDate: true });

describe("whatever the hours", () => {
  it("the two ways to ask agree; an end lies ahead and is not open, a next opening lies ahead and is open", () => {
    fc.assert(
      fc.property(anyHours, instant, (any, at) => {
        const compiled = compileHours(any);
        const moment = momentIn(QUEBEC_ZONE, at);
        const state = openState(compiled, moment);
        expect(state.now).toBe(isOpen(compiled, moment));
        const openAt = (iso: string) => isOpen(compiled, momentIn(QUEBEC_ZONE, new Date(iso)));
        expect(state.until === null || (Date.parse(state.until) > at.getTime() - 60_000 && openAt(state.until) !== true)).toBe(true);
        expect(state.next === null || (Date.parse(state.next) > at.getTime() && openAt(state.next) === true)).toBe(true);
      }),
      // A fixed seed: twice a year an hour of the wall clock does not exist, and such cases prove nothing.
      { numRuns: 500, seed: 211 },
    );
  });
  it("any text is either read or refused with a reason", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseOsmHours(text)).toSatisfy((parsed: ReturnType<typeof parseOsmHours>) => "hours" in parsed || parsed.reason.length > 0);
      }),
    );
  });
});
