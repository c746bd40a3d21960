import { describe, expect, it } from "vitest";
import type { Hours } from "../directory.contract.ts";
import { toHsdsSchedules, toOpeningHours } from "./hours-formats.ts";
import { parseOsmHours } from "./hours-osm.ts";
import { hoursProse } from "./hours-prose.ts";
import { hoursOfSchedules } from "../hsds/hsds-hours.ts";

function hours(osm: string): Hours {
  const parsed = parseOsmHours(osm);
  if ("reason" in parsed) throw new Error(parsed.reason);
  return parsed.hours;
}

const spaced = (text: string) => text.replaceAll("\u00a0", "_");

describe("hours in words", () => {
  it.each([
    ["Mo-Fr 09:00-12:00,13:00-16:30", "lun.–ven. 9_h–12_h, 13_h–16_h_30", "Mon–Fri 9_am–12_pm, 1_pm–4:30_pm"],
    ["Mo,Th 12:00-15:30; Th[-1] 12:00-18:00", "lun., jeu. 12_h–15_h_30; dernier jeudi du mois 12_h–18_h", "Mon, Thu 12_pm–3:30_pm; last Thursday of the month 12_pm–6_pm"],
    ["Mar 02-Apr 29 We 13:00-16:00", "du 2_mars au 29_avril_: mer. 13_h–16_h", "from March_2 to April_29: Wed 1_pm–4_pm"],
    ["24/7", "24_heures sur_24, 7_jours sur_7", "24_hours a day, 7_days a week"],
    ["Mo-Fr 08:00-12:00; PH off", "lun.–ven. 8_h–12_h; fermé les jours fériés", "Mon–Fri 8_am–12_pm; closed on public holidays"],
    ["Mo-Su 20:00-24:00", "tous les jours 20_h–minuit", "every day 8_pm–midnight"],
  ])("%s", (osm, fr, en) => {
    expect(spaced(hoursProse(hours(osm), "fr"))).toBe(fr);
    expect(spaced(hoursProse(hours(osm), "en"))).toBe(en);
  });
});

describe("hours for other systems", () => {
  it("are schema.org specifications", () => {
    expect(toOpeningHours(hours("Mo,Sa,PH 09:00-12:00"), 2026)).toEqual([
      { "@type": "OpeningHoursSpecification", dayOfWeek: ["https://schema.org/Monday", "https://schema.org/Saturday", "https://schema.org/PublicHolidays"], opens: "09:00", closes: "12:00" },
    ]);
  });
  it.each(["Mo-Fr 09:00-12:00,13:00-16:30", "24/7", "We[1],Fr[1] 10:00-12:00", "Mo-Fr 16:00-08:00; Sa-Su 20:00-08:00"])("come back the same from HSDS: %s", (osm) => {
    expect(hoursOfSchedules(toHsdsSchedules(hours(osm), 2026)).hours).toEqual(hours(osm));
  });
  it("stay words when HSDS says what cannot be structured", () => {
    expect(hoursOfSchedules([{ freq: "WEEKLY", interval: 2, byday: "MO", opens_at: "09:00", closes_at: "10:00", description: "Every second Monday" }])).toEqual({ hours: null, note: "Every second Monday" });
  });
});
