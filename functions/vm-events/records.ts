import type { Person } from "../../core/vm/names";

/** The VM records of the table, as far as they are kept here. */
export interface Records {
  /** Markers of what has been told, of each person asked for, in the same order. */
  told(people: readonly Person[]): Promise<ReadonlySet<string>[]>;
  /**
   * Takes the right to tell something: false when it has been told, or somebody else is about to. A claim that is
   * neither confirmed nor given up lapses after three minutes.
   */
  claim(person: Person, marker: string, now: Date): Promise<boolean>;
  /** It has been told. Of what a person was told, the latest is remembered, that of the same instance longest. */
  confirm(person: Person, marker: string, now: Date): Promise<void>;
  /** It could not be told: the next one may try at once. */
  giveUp(person: Person, marker: string): Promise<void>;
  /** Notes a VM's state unless a later one is noted already. `time`: ISO, as in the event. */
  noteState(person: Person, instanceId: string, state: string, time: string): Promise<void>;
}
