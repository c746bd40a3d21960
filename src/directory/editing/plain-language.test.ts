import { describe, expect, it } from "vitest";
import { plainLanguage } from "./plain-language.ts";

describe("plain language", () => {
  it("finds everyday words easy and administrative ones hard, in both languages", () => {
    const level = (text: string, lang: "fr" | "en") => plainLanguage(text, lang).level;
    expect(level("Un repas chaud tous les midis. Venez comme vous êtes. C'est gratuit et on vous attend.", "fr")).toBe("easy");
    expect(level("L'organisme dispense des interventions psychosociales individualisées favorisant l'autonomisation socioprofessionnelle des bénéficiaires admissibles.", "fr")).toBe("hard");
    expect(level("Hot meals each day at noon. Come as you are. It is free and we are glad to see you.", "en")).toBe("easy");
    expect(level("The organization facilitates multidisciplinary psychosocial interventions encouraging socioprofessional empowerment of eligible beneficiaries.", "en")).toBe("hard");
  });

  it("points to long sentences and to words to replace, accents, capitals and plurals aside", () => {
    const { longSentences, jargon } = plainLanguage("Venez. Les USAGERS en situation d'itinerance peuvent, dans le cadre de leur séjour, rencontrer une intervenante le lundi, le mardi, le mercredi ou le jeudi.", "fr");
    expect(longSentences).toEqual([expect.stringMatching(/^Les USAGERS/)]);
    expect(jargon.map(({ word }) => word)).toEqual(expect.arrayContaining(["usager", "itinérance", "dans le cadre de"]));
  });

  it("says nothing of texts that are too short", () => {
    expect(plainLanguage("Gratuit.", "fr")).toMatchObject({ words: 1, ease: null, level: null, jargon: [], longSentences: [] });
    expect(plainLanguage("", "en")).toMatchObject({ words: 0, ease: null });
  });
});
