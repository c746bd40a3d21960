import { describe, expect, it } from "vitest";
import { givenOf, noted, withoutAddresses } from "./outcome.ts";

const NOW = new Date("2026-11-24T15:30:00Z");

describe("what a failure says", () => {
  it.each([
    [{ responseCode: 550, command: "RCPT TO" }, "before", "refused"],
    [{ responseCode: 451, command: "RCPT TO" }, "before", "later"],
    [{ responseCode: 554, command: "DATA" }, "ended", "refused"],
    [{ responseCode: 452, command: "DATA" }, "ended", "later"],
    [{ responseCode: 421, command: "DATA" }, "ended", "trouble"],
    [{ responseCode: 535, command: "AUTH PLAIN" }, "before", "trouble"],
    [{ responseCode: 550, command: "MAIL FROM" }, "before", "trouble"],
    [{ code: "ECONNECTION" }, "before", "trouble"],
    [{ code: "EENVELOPE" }, "before", "refused"],
    [{ code: "ESOCKET" }, "during", "later"],
    [{ code: "ETIMEDOUT" }, "ended", "unknown"],
  ] as const)("%o %s: %s", (failure, phase, given) => expect(givenOf(failure, phase)).toBe(given));
});

describe("what becomes of the letter", () => {
  it("waits longer each time, and is given up after three days", () => {
    const later = (attempts: number) => noted({ what: "later", reply: "451" }, attempts, NOW);
    expect(later(1)).toMatchObject({ state: "waiting", dueAt: new Date("2026-11-24T15:35:00Z") });
    expect(later(12)).toMatchObject({ state: "waiting", dueAt: new Date("2026-11-24T23:30:00Z") });
    expect(later(13)).toMatchObject({ state: "refused", dueAt: null });
  });

  it("keeps what the server said, without addresses", () => {
    expect(withoutAddresses("550 5.1.1 <jean@example.org>: no such\r\n user")).toBe("550 5.1.1 <…>: no such user");
  });
});
