import { History } from './history.ts';

/** Documents of which something is kept; the one that was not asked for the longest goes first. */
const most = 6;

/** What is kept of documents that are analysed again and again. */
export class Histories {
  private readonly kept = new Map<string, History>();

  has(identity: string): boolean {
    return this.kept.has(identity);
  }

  of(identity: string): History {
    const history = this.kept.get(identity) ?? new History();
    this.kept.delete(identity);
    this.kept.set(identity, history);
    for (const [oldest, other] of this.kept) {
      if (this.kept.size <= most) break;
      this.kept.delete(oldest);
      other.dispose();
    }
    return history;
  }

  dispose(): void {
    for (const history of this.kept.values()) history.dispose();
    this.kept.clear();
  }
}
