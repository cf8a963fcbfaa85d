/** A comment for a VM's ticket. `marker` identifies it: of those with the same marker, only one is posted. */
export type Announcement =
  | { readonly kind: "ready"; readonly marker: string }
  | { readonly kind: "failed"; readonly marker: string; readonly reason: string }
  | { readonly kind: "never-ready"; readonly marker: string }
  | {
      readonly kind: "stop-warning";
      readonly marker: string;
      readonly stopAt: Date;
      /** Why the VM will be stopped: a `Reason` of the decision. */
      readonly reason: string;
    }
  | {
      readonly kind: "launch-failed";
      readonly marker: string;
      readonly reason: string;
      readonly whatToDo: string;
    };

/**
 * `commented` now or by an earlier attempt; `known`: announced before, or by a concurrent invocation; with no ticket, or
 * one that does not exist, there is no comment.
 */
export type AnnouncementOutcome = "commented" | "known" | "no-ticket" | "ticket-gone";
