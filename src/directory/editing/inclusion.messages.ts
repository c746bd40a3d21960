import type { PerLang } from "../../platform/i18n/lang.ts";

const fr = {
  title: "Politique d’inclusion",
  lead: "Le 211 dirige vers des services qui aident pour vrai, ouverts à tous ceux à qui ils s’adressent. Chaque nouvelle fiche répond à ces neuf questions. Une exception est permise : dites pourquoi en une phrase.",
  yes: "Oui",
  exception: "Exception : dites pourquoi",
  criteria: {
    helpsPeople: { ask: "Le service répond-il à un besoin des gens?", text: "Il nourrit, loge, soigne, écoute, informe, forme, protège ou défend. Un commerce qui vend au prix du marché n’est pas inscrit." },
    nearHome: { ask: "Accueille-t-il des gens du Québec?", text: "Sur place, par téléphone ou en ligne. Un service d’ailleurs est inscrit s’il sert vraiment les gens d’ici." },
    openToPublic: { ask: "Est-il ouvert à toute personne à qui il s’adresse?", text: "Aucune exclusion fondée sur l’origine, la religion, le genre, l’orientation, le handicap ou le revenu, sauf si le service est fait pour un groupe qui en a besoin." },
    fairPrice: { ask: "Est-il gratuit, ou à un prix que l’on peut payer?", text: "Un service payant est inscrit s’il n’a pas d’équivalent gratuit, ou si son prix suit le revenu." },
    lasting: { ask: "Existe-t-il depuis six mois, ou a-t-il de quoi durer?", text: "Une aide d’urgence peut être plus courte : sa date de fin est alors sur la fiche." },
    lawful: { ask: "Respecte-t-il la loi et a-t-il les permis qu’il lui faut?", text: "Résidences, garderies et ressources en dépendance ont besoin d’un permis ou d’une certification : notez son numéro." },
    noHarm: { ask: "Est-il sans danger pour qui y va?", text: "Aucune plainte fondée et sans suite; aucune pression pour croire, voter, acheter ou signer." },
    agrees: { ask: "L’organisme sait-il qu’il est inscrit, et a-t-il relu sa fiche?", text: "Sinon, la fiche paraît avec l’avis « non vérifiée ». L’adresse d’une maison d’hébergement n’est jamais montrée." },
    notTwice: { ask: "Avez-vous vérifié qu’il n’est pas déjà inscrit?", text: "Les fiches qui se ressemblent sont montrées pendant que vous écrivez." },
  },
};

const en: typeof fr = {
  title: "Inclusion policy",
  lead: "211 points people to services that truly help, and that are open to everyone they are meant for. Each new record answers these nine questions. An exception is allowed: say why in one sentence.",
  yes: "Yes",
  exception: "Exception: say why",
  criteria: {
    helpsPeople: { ask: "Does the service meet a need that people have?", text: "It feeds, houses, cares, listens, informs, teaches, protects or defends. A business that sells at market price is not listed." },
    nearHome: { ask: "Does it take in people from Québec?", text: "In person, by phone or online. A service from elsewhere is listed if it truly serves people here." },
    openToPublic: { ask: "Is it open to everyone it is meant for?", text: "Nobody is left out because of origin, religion, gender, orientation, disability or income, unless the service is made for a group that needs it." },
    fairPrice: { ask: "Is it free, or at a price that people can pay?", text: "A paid service is listed when nothing free does the same, or when its price follows income." },
    lasting: { ask: "Has it run for six months, or does it have the means to last?", text: "Emergency help may be shorter: its end date is then on the record." },
    lawful: { ask: "Does it follow the law, with the permits it needs?", text: "Residences, childcare and addiction resources need a permit or certification: note its number." },
    noHarm: { ask: "Is it safe for those who go there?", text: "No founded complaint left without an answer; no pressure to believe, vote, buy or sign." },
    agrees: { ask: "Does the organisation know that it is listed, and has it read its record?", text: "If not, the record appears with the notice “not verified”. The address of a shelter is never shown." },
    notTwice: { ask: "Have you checked that it is not listed already?", text: "Records that look alike are shown while you type." },
  },
};

/** The inclusion policy, in words. */
export const inclusionMessages: PerLang<typeof fr> = { fr, en };
