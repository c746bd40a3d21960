import type { Hours, HoursRule } from "../directory.contract.ts";
import { parseOsmHours } from "./hours-osm.ts";

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `04-01` → `Apr 1`, `2026-04-01` → `2026 Apr 1`. */
function osmDate(date: string): string {
  const parts = date.split("-");
  const [month, day] = parts.slice(-2).map(Number);
  return [...(parts.length === 3 ? [parts[0]] : []), MONTHS[month! - 1], day].join(" ");
}

function osmDays({ days, weeks, holidays }: HoursRule): string {
  const week = weeks === null ? "" : `[${weeks.join(",")}]`;
  return [...days.map((day) => `${DAYS[day - 1]}${week}`), ...(holidays ? ["PH"] : [])].join(",");
}

function osmRule(rule: HoursRule): string {
  const season = rule.from === null || rule.to === null ? "" : `${osmDate(rule.from)}-${osmDate(rule.to)}`;
  const times = rule.spans.map(({ opens, closes }) => `${opens}-${closes}`).join(",") || "off";
  return [season, osmDays(rule), times].filter(Boolean).join(" ");
}

function osmText({ always, closedOnHolidays, rules }: Hours): string {
  if (always) return "24/7";
  return [...rules.map(osmRule), ...(closedOnHolidays === true ? ["PH off"] : [])].join("; ");
}

/** Hours in OpenStreetMap's notation; null for those that it would not give back the same. An appointment is said apart. */
export function toOsmHours(hours: Hours): string | null {
  const text = osmText(hours);
  const back = parseOsmHours(text);
  const same = "hours" in back && JSON.stringify({ ...back.hours, byAppointment: hours.byAppointment }, keyed) === JSON.stringify(hours, keyed);
  return same ? text : null;
}

/** Keys in one order: the database gives them in its own. */
function keyed(_: string, value: unknown): unknown {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}
