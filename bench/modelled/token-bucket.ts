/** Tokens that refill at a steady rate up to a capacity; time is in milliseconds. */
export class TokenBucket {
  private tokens: number;
  private at: number;

  constructor(
    private readonly capacity: number,
    private readonly perSecond: number,
    begin: number,
  ) {
    this.tokens = capacity;
    this.at = begin;
  }

  /** Takes that many tokens, or none if there are fewer. */
  take(wanted: number, now: number): boolean {
    this.tokens = Math.min(this.capacity, this.tokens + ((now - this.at) / 1000) * this.perSecond);
    this.at = now;
    if (this.tokens < wanted) return false;
    this.tokens -= wanted;
    return true;
  }
}
