import type { Fault } from "../imports/record-check.ts";

/** Thrown while an object is read, at the field that makes it useless; caught where its record is made. */
export class Refusal extends Error {
  readonly fault: Fault;
  constructor(field: string, reason: string) {
    super(reason);
    this.fault = { field, reason };
  }
}
