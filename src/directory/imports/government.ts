/** Names that only ministries, agencies, courts, municipalities, police and the public health network bear. */
const GOVERNMENT = [
  /^(CISSS|CIUSSS|CLSC|CHSLD|CHU)\b/,
  /^(Ville|Municipalité|Paroisse|Village|Canton|MRC)( de | d'| d’| du | des | )/,
  /^(Ministère|Commission des (droits|normes|services juridiques)|Régie |Office des personnes handicapées|Société d'habitation du Québec)/,
  /^(Services Québec|Service Canada|Retraite Québec|Revenu Québec|Santé Québec)/,
  /^(Directeur de l'état civil|Directeur de la protection de la jeunesse|Protecteur du citoyen|Ombudsman de )/,
  /^(Tribunal |Sûreté du Québec|Service de police|Centre antipoison)/,
  /^(Centre hospitalier|Hôpital|Réseau de la santé|Centre régional de santé|Centre de réadaptation en dépendance|Maison de naissance|Service intégré de dépistage)/,
];

/** Is an organisation of this French name a public body? Only names that leave no doubt. */
export function isGovernment(name: string): boolean {
  return GOVERNMENT.some((pattern) => pattern.test(name));
}
