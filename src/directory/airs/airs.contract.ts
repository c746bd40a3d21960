/** Namespace of what AIRS has no word for; a reader of AIRS may leave it. */
export const FANAL_NAMESPACE = "urn:fanal:airs";
export const AIRS_NAMESPACE = "http://www.airs.org";
export const AIRS_VERSION = "3.1";
export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
