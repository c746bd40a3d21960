import type { ReactElement } from "react";
import type { Lang, PerLang } from "../../platform/i18n/lang.ts";
import type { TextPage } from "./text.page.tsx";

interface Source {
  what: PerLang<string>;
  owner: string;
  licence: string;
}

/** Everything shown that others made, with its licence (the same as the README of each folder of data/). */
const SOURCES: Source[] = [
  { what: { fr: "Échantillon de 505 services communautaires et publics, réuni à partir de pages publiques; non vérifié", en: "Sample of 505 community and public services, gathered from public pages; unverified" }, owner: "fanal", licence: "CC0 1.0" },
  { what: { fr: "Besoins et mots de tous les jours", en: "Needs and everyday words" }, owner: "fanal", licence: "CC0 1.0" },
  { what: { fr: "Municipalités, MRC, régions, hôtels de ville", en: "Municipalities, MRCs, regions, town halls" }, owner: "Gouvernement du Québec (MAMH, MRNF)", licence: "CC BY 4.0" },
  { what: { fr: "Limites des municipalités; population", en: "Municipal boundaries; population" }, owner: "Statistique Canada / Statistics Canada", licence: "Licence du gouvernement ouvert – Canada / OGL-C" },
  { what: { fr: "Établissements de santé (ODHF), bibliothèques (ODCAF)", en: "Health facilities (ODHF), libraries (ODCAF)" }, owner: "Statistique Canada / Statistics Canada", licence: "Licence du gouvernement ouvert – Canada / OGL-C" },
  { what: { fr: "Centres d’éducation des adultes et de formation professionnelle", en: "Adult education and vocational training centres" }, owner: "Gouvernement du Québec (MEQ)", licence: "CC BY 4.0" },
  { what: { fr: "Arrondissements; lieux publics", en: "Boroughs; public places" }, owner: "Ville de Montréal, Ville de Québec", licence: "CC BY 4.0" },
  { what: { fr: "Noms de lieux et quartiers", en: "Place names and neighbourhoods" }, owner: "Who’s On First, GeoNames", licence: "CC0, CC BY 4.0" },
  { what: { fr: "Police de caractères Radio Canada", en: "Radio Canada typeface" }, owner: "The Radio Canada Project Authors", licence: "OFL 1.1" },
  { what: { fr: "Pictogrammes", en: "Icons" }, owner: "Lucide", licence: "ISC" },
];

const HEADS: PerLang<[string, string, string]> = { fr: ["Quoi", "De qui", "Licence"], en: ["What", "From", "Licence"] };

function SourceTable({ lang }: { lang: Lang }): ReactElement {
  return (
    <section className="scroll" tabIndex={0} aria-label={HEADS[lang][0]}>
      <table className="table">
        <thead>
          <tr>
            {HEADS[lang].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {SOURCES.map(({ what, owner, licence }) => (
            <tr key={what.en}>
              <td>{what[lang]}</td>
              <td>{owner}</td>
              <td>{licence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export const sourcesText: PerLang<TextPage> = {
  fr: {
    title: "Données et sources",
    lead: "Ce que vous voyez ici vient de données ouvertes et d’un échantillon de pages publiques. Voici de qui, et sous quelle licence.",
    sections: [
      { title: "Sources et licences", body: <SourceTable lang="fr" /> },
      { title: "Ce qu’il faut savoir", body: <p>Les fiches de l’échantillon sont datées, incomplètes et non vérifiées. Les données ouvertes des établissements ne donnent souvent ni téléphone ni heures. Les limites des municipalités datent de 2011 et sont simplifiées : elles servent à savoir où l’on est, pas à tracer un terrain.</p> },
      { title: "Réutiliser", body: <p>Le logiciel est libre (Apache 2.0). Chaque jeu de données garde la licence de son auteur.</p> },
    ],
  },
  en: {
    title: "Data and sources",
    lead: "What you see here comes from open data and from a sample of public pages. Here is from whom, and under which licence.",
    sections: [
      { title: "Sources and licences", body: <SourceTable lang="en" /> },
      { title: "What to know", body: <p>The sample’s records are dated, incomplete and unverified. Open data on facilities often has no phone or hours. Municipal boundaries date from 2011 and are simplified: they tell where you are, not where a lot ends.</p> },
      { title: "Reuse", body: <p>The software is free (Apache 2.0). Each data set keeps its author’s licence.</p> },
    ],
  },
};
