import type { PerLang } from "../../platform/i18n/lang.ts";
import type { AreaKind } from "../../territory/index.ts";

/** A kind of open-data place: the needs it meets, whom it likely accepts, and what can honestly be said of it. */
export interface FacilityKind {
  needs: string[];
  /** The area around it that it likely serves; said to be assumed, except for a town hall. */
  area: AreaKind;
  assumed: boolean;
  description: PerLang<string>;
}

const CALL_211 = { fr: "Ces renseignements viennent de données ouvertes : vérifiez avant de vous déplacer.", en: "This information comes from open data: check before you go." };

function said(fr: string, en: string): PerLang<string> {
  return { fr: `${fr} ${CALL_211.fr}`, en: `${en} ${CALL_211.en}` };
}

export const FACILITY_KINDS = {
  townHall: {
    needs: ["government.municipal"],
    area: "municipality",
    assumed: false,
    description: { fr: "Services municipaux : collectes, permis, taxes, eau, rues, animaux, loisirs.", en: "Municipal services: waste pickup, permits, taxes, water, streets, animals, recreation." },
  },
  clsc: {
    needs: ["health.clsc"],
    area: "mrc",
    assumed: true,
    description: said("CLSC : soins infirmiers, vaccination, aide à domicile, services psychosociaux.", "CLSC (local community service centre): nursing, vaccination, home support, psychosocial services."),
  },
  hospital: { needs: ["health.hospital"], area: "region", assumed: true, description: said("Hôpital du réseau public de santé.", "Hospital of the public health network.") },
  longTerm: {
    needs: ["health.longterm"],
    area: "region",
    assumed: true,
    description: said("Centre d'hébergement et de soins de longue durée (CHSLD). On y entre par une demande au CLSC.", "Long-term care home (CHSLD). Admission is through the CLSC."),
  },
  clinic: { needs: ["health.clinic"], area: "mrc", assumed: true, description: said("Clinique médicale ou groupe de médecine de famille.", "Medical clinic or family medicine group.") },
  rehabilitation: {
    needs: ["disability.support"],
    area: "region",
    assumed: true,
    description: said("Réadaptation pour un handicap physique, intellectuel ou sensoriel, ou pour l'autisme. On y est souvent dirigé par le CLSC.", "Rehabilitation for a physical, intellectual or sensory disability, or for autism. The CLSC often refers people."),
  },
  addiction: { needs: ["addiction.treatment"], area: "region", assumed: true, description: said("Réadaptation en dépendance : alcool, drogues, jeu.", "Addiction rehabilitation: alcohol, drugs, gambling.") },
  library: {
    needs: ["community.recreation", "education.digital"],
    area: "municipality",
    assumed: true,
    description: said("Bibliothèque publique. La plupart prêtent un ordinateur et offrent Internet sans frais.", "Public library. Most offer free computer and Internet access."),
  },
  communityCentre: { needs: ["community.recreation"], area: "municipality", assumed: true, description: said("Centre communautaire ou de loisirs ouvert aux citoyens.", "Community or recreation centre open to residents.") },
  boroughOffice: {
    needs: ["government.municipal"],
    area: "municipality",
    assumed: true,
    description: said("Bureau d'arrondissement : services municipaux, permis, taxes, 311.", "Borough office: municipal services, permits, taxes, 311."),
  },
  adultEducation: {
    needs: ["education.adult"],
    area: "mrc",
    assumed: true,
    description: said("Centre d'éducation des adultes ou de formation professionnelle.", "Adult education or vocational training centre."),
  },
} satisfies Record<string, FacilityKind>;

export type FacilityKindName = keyof typeof FACILITY_KINDS;

const PUBLIC_HEALTH_TYPES: [RegExp, FacilityKindName][] = [
  [/\bCHSGS\b|\bCHPSY\b|hôpita|hospital|acute|general|psychiatri|pediatric|oncologie|convalescence/i, "hospital"],
  [/\bCLSC\b|local community services/i, "clsc"],
  [/\bCHSLD\b|chronique|chronic|prolongés|extended|residential/i, "longTerm"],
  [/\bCRD\b/, "addiction"],
  [/\bCRD(ITED|P)|readaptation|réadaptation|rehabilitation/i, "rehabilitation"],
  [/clinic/i, "clinic"],
];

/** What a health facility is, from the type the source gives and from its own name, which decides. First = what it mainly is. */
export function healthKinds(type: string, name: string): FacilityKindName[] {
  const kinds = PUBLIC_HEALTH_TYPES.filter(([pattern]) => pattern.test(type)).map(([, kind]) => kind);
  if (/^clsc\b/i.test(name)) return ["clsc"];
  if (/dépendance|dependance|toxicomanie/i.test(name) && !kinds.includes("hospital")) return ["addiction"];
  if (/^(centre|résidence|pavillon) d['’ ]?h[ée]bergement|^chsld\b/i.test(name)) return ["longTerm"];
  return kinds;
}
