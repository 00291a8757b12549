/** Files that are remembered, those that are not there included. */
const maxFiles = 4000;
/** UTF-16 units of all texts that are remembered. */
const maxLength = 16_000_000;

type Text = string | undefined;

/** The texts of files by address, each read once until it is said to have changed. The one not asked for the longest goes first. */
export class ModuleTexts {
  private readonly texts = new Map<string, Promise<Text>>();
  private readonly lengths = new Map<string, number>();
  private length = 0;

  /** @param load - the text of a file; undefined where there is none to be read */
  constructor(private readonly load: (address: string) => Promise<Text>) {}

  read(address: string): Promise<Text> {
    const known = this.texts.get(address);
    const text = known ?? this.load(address);
    this.texts.delete(address);
    this.texts.set(address, text);
    if (!known) {
      void text.then((loaded) => {
        this.grow(address, text, loaded?.length ?? 0);
      });
    }
    return text;
  }

  /** What is being read right now is not remembered either. */
  forget(address: string): void {
    this.texts.delete(address);
    this.length -= this.lengths.get(address) ?? 0;
    this.lengths.delete(address);
  }

  private grow(address: string, text: Promise<Text>, length: number): void {
    if (this.texts.get(address) !== text) return;
    this.lengths.set(address, length);
    this.length += length;
    for (const oldest of this.texts.keys()) {
      if (this.texts.size <= maxFiles && this.length <= maxLength) break;
      this.forget(oldest);
    }
  }
}
