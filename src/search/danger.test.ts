import { describe, expect, it } from "vitest";
import { foldedWords } from "./text/words.ts";
import { createDanger, type Urgent } from "./danger.ts";
import { readSearchWords } from "./search-words.ts";

const danger = createDanger(readSearchWords().danger);
const find = (text: string) => danger(foldedWords(text));

const PHRASES: Record<Urgent, string[]> = {
  suicide: [
    "je veux mourir", "j'ai envie de mourir", "je veux en finir", "je pense au suicide", "prévention du suicide", "idées suicidaires", "je vais me tuer", "j'ai plus envie de vivre", "je suis tannée de vivre",
    "la vie vaut plus la peine", "vous seriez mieux sans moi", "ma fille s'automutile", "il a fait une tentative de suicide", "je veut me tuer", "je veux m'enlever la vie", "elle a laissé une lettre d'adieu", "JE VEUX MOURIR",
    "I want to die", "I want to kill myself", "she is suicidal", "I want to end it all", "no reason to live", "they'd be better off without me", "my friend wants to die", "I keep cutting myself", "I don't want to live anymore", "988",
  ],
  violence: [
    "mon chum me bat", "mon mari m'a frappée", "il me frappe", "violence conjugale", "violence", "je me suis fait violer", "agression sexuelle", "j'ai peur de mon ex", "il me menace", "mon ex me harcèle", "femme battue", "il m'a étranglée",
    "maltraitance des aînés", "mon chum est violent", "il veut me tuer", "mon ex va me tuer", "contrôle coercitif",
    "my husband hits me", "he beat me up last night", "I was raped", "domestic violence", "my boyfriend is abusive", "I'm scared of my husband", "he threatens to hurt me", "my ex is stalking me", "he is going to kill me", "sexual assault",
  ],
  danger: [
    "DPJ", "un enfant en danger", "mon voisin bat ses enfants", "faire un signalement", "enfant négligé", "mon beau-père me touche", "mon père me bat", "je suis en danger", "au secours", "il a une arme à feu", "surdose", "elle ne respire plus", "je suis en crise", "il entend des voix",
    "child abuse", "a child is in danger", "the neighbour hits his kids", "my dad hits me", "kids left alone at home", "he has a gun", "overdose", "call 911", "my brother is hearing voices", "youth protection",
  ],
};

describe("danger words", () => {
  it.each(Object.entries(PHRASES).flatMap(([urgent, phrases]) => phrases.map((phrase) => [phrase, urgent])))("%s → %s", (phrase, urgent) => expect(find(phrase)).toBe(urgent));
});

describe("no danger", () => {
  it.each(["banque alimentaire", "chemin dangereux à déneiger", "cours de français", "I need a dentist", "maison de la famille", "la vie est belle", "aide aux devoirs", "mourir de rire", "tuer le temps", "clinique d'impôts", "battre des oeufs", "prendre ma retraite", "hit song", "", "🦄"])("%s", (phrase) => expect(find(phrase)).toBeNull());
});
