import { createElement } from "react";
import { expect, test } from "vitest";
import { renderPage } from "../html/render.tsx";
import { byName, formatCount, formatDate, formatDistance, formatPhone, typographic } from "./format.ts";
import { fold } from "./fold.ts";

const NBSP = "\u00a0";

test("numbers, distances, dates and phones read as people here write them", () => {
  expect(formatCount(12345, "fr")).toBe(`12${NBSP}345`);
  expect(formatCount(12345, "en")).toBe("12,345");
  expect(formatDistance(0.234, "fr")).toBe(`200${NBSP}m`);
  expect(formatDistance(1.25, "fr")).toBe(`1,3${NBSP}km`);
  expect(formatDistance(1.25, "en")).toBe(`1.3${NBSP}km`);
  expect(formatDistance(123.4, "fr")).toBe(`123${NBSP}km`);
  expect(formatDate("2026-11-01", "fr")).toBe("1er novembre 2026");
  expect(formatDate("2026-11", "en")).toBe("November 2026");
  expect(formatDate("2019", "fr")).toBe("2019");
  expect(formatPhone("+14505550100")).toBe(`450${NBSP}555-0100`);
  expect(formatPhone("+18005550100")).toBe(`1${NBSP}800${NBSP}555-0100`);
  expect(formatPhone("811")).toBe("8-1-1");
});

test("typography: curled apostrophes, no-break spaces in French only", () => {
  expect(typographic("J'ai faim : d'accord? 5 $ à 16 h 30", "fr")).toBe(`J’ai faim${NBSP}: d’accord? 5${NBSP}$ à 16${NBSP}h${NBSP}30`);
  expect(typographic("I'm hungry: $5", "en")).toBe("I’m hungry: $5");
});

test("a French page is typeset between its tags; an English one, what was typed and what machines read are not", () => {
  const page = (lang: string) => renderPage(createElement("html", { lang }, createElement("body", { title: "a : b" }, createElement("p", null, "Fiche : « oui »"), createElement("textarea", { defaultValue: "a : b" }))));
  expect(page("fr-CA")).toBe(`<!doctype html><html lang="fr-CA"><head></head><body title="a : b"><p>Fiche${NBSP}: «${NBSP}oui${NBSP}»</p><textarea>a : b</textarea></body></html>`);
  expect(page("en-CA")).toContain("<p>Fiche : « oui »</p>");
});

test("names sort without minding accents, case or hyphens", () => {
  expect(["Zone", "école", "Saint-Éloi", "eau", "saint elzéar"].sort(byName("fr"))).toEqual(["eau", "école", "Saint-Éloi", "saint elzéar", "Zone"]);
});

test("folding keeps letters and numbers of any script, and nothing else", () => {
  expect(fold("  L'Œuvre–Léger, St-Jean!  ")).toBe("l oeuvre leger st jean");
  expect(fold("مساعدة 🍞")).toBe("مساعدة");
});
