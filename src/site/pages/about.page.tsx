import type { PerLang } from "../../platform/i18n/lang.ts";
import type { TextPage } from "./text.page.tsx";

export function aboutText(operator: string): PerLang<TextPage> {
  return {
    fr: {
      title: "À propos",
      lead: "Ce site aide à trouver la bonne ressource près de chez soi : un organisme communautaire, un service de la ville ou du gouvernement.",
      sections: [
        {
          title: "Comment ça marche",
          body: (
            <>
              <p>Vous dites ce dont vous avez besoin, dans vos mots, et où vous habitez. Nous montrons d’abord les services qui répondent à ce besoin et qui accueillent les gens de chez vous. La distance, les heures et la fraîcheur de la fiche viennent ensuite. Chaque résultat dit pourquoi il est là.</p>
              <p>Un service offert par téléphone ou partout au Québec n’est jamais caché parce qu’il est loin.</p>
            </>
          ),
        },
        {
          title: "Ce que valent les fiches",
          body: (
            <p>Ce site montre pour l’instant un échantillon de services et des données ouvertes. Personne n’a encore confirmé ces fiches auprès des organismes : elles peuvent être vieilles ou fausses. Chaque fiche le dit. Appelez toujours avant de vous déplacer, et signalez-nous les erreurs.</p>
          ),
        },
        {
          title: "Qui est derrière",
          body: (
            <>
              {operator && <p>Cette installation est tenue par {operator}.</p>}
              <p>fanal est un logiciel libre (licence Apache 2.0) fait pour les services 211. Le nom vient de la lanterne à l’entrée d’un port.</p>
            </>
          ),
        },
      ],
    },
    en: {
      title: "About",
      lead: "This site helps you find the right resource near home: a community organization, a city service or a government service.",
      sections: [
        {
          title: "How it works",
          body: (
            <>
              <p>You say what you need, in your own words, and where you live. We first show the services that meet this need and accept people from your area. Distance, hours and how fresh the record is come next. Every result says why it is there.</p>
              <p>A service given by phone or all across Québec is never hidden because it is far away.</p>
            </>
          ),
        },
        {
          title: "How far to trust the records",
          body: (
            <p>For now, this site shows a sample of services and open data. Nobody has confirmed these records with the organizations yet: they may be old or wrong. Every record says so. Always call before you go, and report errors to us.</p>
          ),
        },
        {
          title: "Who is behind it",
          body: (
            <>
              {operator && <p>This installation is run by {operator}.</p>}
              <p>fanal is free software (Apache 2.0 licence) made for 211 services. A fanal is the lantern at a harbour mouth.</p>
            </>
          ),
        },
      ],
    },
  };
}
