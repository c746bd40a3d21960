import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildOrganization, buildRecord } from "../../directory/directory.factory.ts";
import { addressOf, isSample, selectAudience, type AudienceFacts } from "./audience.ts";
import { DEFAULT_LETTERS } from "./campaign.messages.ts";
import { fillLetter, letterFaults, textAsHtml, type Filling } from "./letter-text.ts";
import { nextDue } from "./freshness.ts";
import { nextStep } from "./schedule.ts";
import { dayHere, daysLater, isSendingTime, lastLetterAt, nextSendingTime, workingDaysLater } from "./sending-hours.ts";

const at = (iso: string) => new Date(iso);

describe("sending hours", () => {
  it.each([
    ["Tuesday 10:30", "2026-11-24T15:30:00Z", true],
    ["Tuesday 7:59", "2026-11-24T12:59:59Z", false],
    ["Tuesday 18:00", "2026-11-24T23:00:00Z", false],
    ["Saturday", "2026-11-28T15:30:00Z", false],
    ["24 June", "2026-06-24T15:30:00Z", false],
    ["Good Friday", "2026-04-03T15:30:00Z", false],
    ["8:00 in summer", "2026-07-07T12:00:00Z", true],
  ])("%s", (_, iso, may) => expect(isSendingTime(at(iso))).toBe(may));

  it("opens at 8 by the clock on the wall, whatever daylight saving does", () => {
    // The clocks go back on Sunday 1 November 2026, and forward on Sunday 8 March 2026.
    expect(nextSendingTime(at("2026-10-30T23:00:00Z"))).toEqual(at("2026-11-02T13:00:00Z"));
    expect(nextSendingTime(at("2026-03-06T23:30:00Z"))).toEqual(at("2026-03-09T12:00:00Z"));
    expect(daysLater(at("2026-10-28T13:30:00Z"), 7)).toEqual(at("2026-11-04T14:30:00Z"));
    expect(workingDaysLater(at("2026-12-23T15:00:00Z"), 2)).toEqual(at("2026-12-28T15:00:00Z"));
  });

  it("never gives a quiet moment, nor one before what was asked", () => {
    const property = fc.property(fc.date({ min: at("2026-01-01"), max: at("2031-01-01"), noInvalidDate: true }), (moment) => {
      const next = nextSendingTime(moment);
      return isSendingTime(next) && next >= moment && next.getTime() - moment.getTime() < 6 * 86_400_000;
    });
    expect(fc.check(property).failed).toBe(false);
  });

  it("estimates when the last letter leaves: nights do not count", () => {
    expect(lastLetterAt(at("2026-11-24T22:00:00Z"), 600, 10)).toEqual(at("2026-11-24T22:59:00Z"));
    expect(lastLetterAt(at("2026-11-24T22:00:00Z"), 601, 10)).toEqual(at("2026-11-25T13:00:00Z"));
    expect(dayHere(at("2026-11-25T03:00:00Z"))).toBe("2026-11-24");
  });
});

describe("the schedule", () => {
  const schedule = { reminders: [7, 14, 28], callAfter: 7 };
  it("writes, reminds three times, then calls", () => {
    const first = at("2026-11-03T15:00:00Z");
    const steps = [0, 1, 2, 3, 4].map((step) => nextStep(schedule, step, step === 0 ? null : first, first));
    expect(steps.map(({ what, at: when }) => [what, when.toISOString().slice(0, 10)])).toEqual([["letter", "2026-11-03"], ["letter", "2026-11-10"], ["letter", "2026-11-17"], ["letter", "2026-12-01"], ["call", "2026-12-08"]]);
  });
});

describe("the audience", () => {
  const record = (fields: Parameters<typeof buildRecord>[0]) => buildRecord(fields);
  const facts: AudienceFacts = { areasOf: ({ id }) => (id === inside.id ? ["mrc:53", "region:16"] : ["region:03"]), usage: ({ id }) => (id === used.id ? 9 : 1) };
  const provenance = (verifiedOn: string | null) => ({ ...buildRecord().provenance, verifiedOn, verifiedBy: verifiedOn ? ("call" as const) : null });
  const inside = record({});
  const used = record({ provenance: provenance("2026-06-01"), needs: ["housing.shelter"] });
  const draft = record({ visibility: "draft", provenance: provenance("2024-01-01") });
  const closed = record({ visibility: "closed" });
  const all = [inside, used, draft, closed];
  const chosen = (audience: Parameters<typeof selectAudience>[1]) => selectAudience(all, audience, facts).map(({ id }) => id);

  it("is narrowed by each thing that is said, the most used first, never with closed records", () => {
    expect(chosen({})).toEqual([used.id, inside.id, draft.id]);
    expect(chosen({ areas: ["mrc:53"] })).toEqual([inside.id]);
    expect(chosen({ needs: ["housing"] })).toEqual([used.id]);
    expect(chosen({ staleSince: "2026-01-01" })).toEqual([inside.id, draft.id]);
    expect(chosen({ unverified: true })).toEqual([inside.id]);
    expect(chosen({ drafts: true })).toEqual([draft.id]);
    expect(chosen({ mostUsed: 1 })).toEqual([used.id]);
    expect(chosen({ sources: ["other"] })).toEqual([]);
  });

  it("knows where to write, and what is only a sample", () => {
    expect(addressOf(record({ email: "s@example.org", organization: buildOrganization({ email: "o@example.org" }) }))).toBe("s@example.org");
    expect(addressOf(record({ organization: buildOrganization({ email: "o@example.org" }) }))).toBe("o@example.org");
    expect(addressOf(record({}))).toBe(null);
    expect(addressOf(record({ email: "Info <un@example.org>; deux@example.org" }))).toBe("un@example.org");
    expect(addressOf(record({ email: "à venir", organization: buildOrganization({ email: "o@example.org" }) }))).toBe("o@example.org");
    expect(isSample(record({ notice: "unverifiedSample" }))).toBe(true);
    expect(isSample(record({}))).toBe(false);
  });
});

describe("letters", () => {
  const filling: Filling = { organization: "Maison <b>", service: "Repas", place: "Sorel-Tracy", link: "https://211.example.org/v/abc", expiry: "3 mai", sender: "211" };

  it("ours have no fault", () => expect(letterFaults(DEFAULT_LETTERS)).toEqual([]));

  it("are refused with an unknown field, without a link, or with a link in the subject", () => {
    const words = { subject: "{lien} {organization}", body: "Bonjour {prénom}" };
    const letters = { ...DEFAULT_LETTERS, reminder: { ...DEFAULT_LETTERS.reminder, fr: words } };
    expect(letterFaults(letters).map(({ letter, lang, fault, word }) => `${letter} ${lang} ${fault} ${word}`)).toEqual(["reminder fr unknownField organization", "reminder fr unknownField prénom", "reminder fr noLink lien", "reminder fr linkInSubject lien"]);
  });

  it("are filled in, as text and as HTML in which nothing of a record is code", () => {
    const { subject, text, html } = fillLetter(DEFAULT_LETTERS.first.fr, "fr", filling, "pied");
    expect(subject).toBe("Maison <b> : vos renseignements au 211 sont-ils exacts?");
    expect(text).toContain("\nhttps://211.example.org/v/abc\n");
    expect(html).toContain('<a href="https://211.example.org/v/abc">');
    expect(fillLetter({ subject: "x", body: "{organisme} {lien}" }, "fr", filling, "").html).toContain("Maison &lt;b&gt;");
    expect(textAsHtml('<script>"', "en")).not.toContain("<script>");
  });
});

it("what people need on the day itself is asked again after six months, the rest after twelve", () => {
  expect(nextDue("2026-11-24", ["legal.advice"])).toBe("2027-11-24");
  expect(nextDue("2026-08-31", ["legal.advice", "food.meals"])).toBe("2027-02-28");
});
