// The nodes of a tree as numbers, read out of the parser's memory: an object of the parser for each, with its place in lines and what
// writes it back for every question, takes three times as long.
import { Parser, type Node } from 'web-tree-sitter';

/** What is used of the compiled parser. Of a node it takes five numbers, at a fixed place of its memory, and leaves its answer there. */
interface Runtime {
  /** Another one whenever the memory has grown; the one before is empty then. */
  readonly HEAP32: Int32Array;
  readonly _ts_init: () => number;
  readonly _free: (address: number) => void;
  readonly _ts_node_symbol_wasm: (tree: number) => number;
  readonly _ts_node_end_index_wasm: (tree: number) => number;
  readonly _ts_node_children_wasm: (tree: number) => void;
  readonly _ts_node_named_children_wasm: (tree: number) => void;
  readonly _ts_node_child_by_field_id_wasm: (tree: number, field: number) => void;
  readonly _ts_node_children_by_field_id_wasm: (tree: number, field: number) => void;
}

/** A node: what tells it from others of its tree, where it starts (in UTF-16 units, and by line), and the name that its parent has for it. */
export interface Place {
  readonly id: number;
  readonly start: number;
  readonly row: number;
  readonly column: number;
  readonly alias: number;
}

const numbersOfPlace = 5;

export type Make<T> = (type: number, id: number, start: number, row: number, column: number, alias: number) => T;

let starting: Promise<Runtime> | undefined;
let runtime: Runtime | undefined;

/** Compiles the parser, once for all that ask. */
export async function startParser(wasm: Uint8Array): Promise<void> {
  starting ??= start(wasm);
  try {
    runtime = await starting;
  } catch (error) {
    starting = undefined; // others may bring one that can be compiled
    throw error;
  }
}

async function start(wasm: Uint8Array): Promise<Runtime> {
  // The types ask for an ArrayBuffer, the loader takes any bytes; they are at hand, so no address has to be resolved.
  const options = { wasmBinary: wasm as unknown as ArrayBuffer, locateFile: (name: string) => name };
  await Parser.init(options);
  // What it was started with is what it has become: an object of so many properties that each is looked up by its name.
  const module = options as unknown as Runtime;
  const { _ts_init, _free } = module;
  const { _ts_node_symbol_wasm, _ts_node_end_index_wasm, _ts_node_children_wasm } = module;
  const { _ts_node_named_children_wasm, _ts_node_child_by_field_id_wasm, _ts_node_children_by_field_id_wasm } = module;
  return {
    get HEAP32() {
      return module.HEAP32;
    },
    _ts_init,
    _free,
    _ts_node_symbol_wasm,
    _ts_node_end_index_wasm,
    _ts_node_children_wasm,
    _ts_node_named_children_wasm,
    _ts_node_child_by_field_id_wasm,
    _ts_node_children_by_field_id_wasm,
  };
}

/** The nodes of one tree. */
export class Nodes {
  private readonly runtime: Runtime;
  private readonly tree: number;
  /** Where a node is handed over, in numbers. */
  private readonly transfer: number;
  private memory: Int32Array;

  constructor(root: Node) {
    if (!runtime) throw new Error('no tree without a parser');
    this.runtime = runtime;
    this.tree = (root.tree as unknown as Record<0, number>)[0];
    this.transfer = runtime._ts_init() >> 2;
    this.memory = runtime.HEAP32;
  }

  static placeOf(root: Node): Place {
    const { id, startIndex, startPosition } = root;
    const { row, column } = startPosition;
    return { id, start: startIndex, row, column, alias: (root as unknown as Record<0, number>)[0] };
  }

  endOf(place: Place): number {
    this.handOver(place);
    return this.runtime._ts_node_end_index_wasm(this.tree);
  }

  children<T>(place: Place, isNamed: boolean, make: Make<T>): T[] {
    this.handOver(place);
    if (isNamed) this.runtime._ts_node_named_children_wasm(this.tree);
    else this.runtime._ts_node_children_wasm(this.tree);
    const { heap, runtime, tree, transfer } = this;
    const count = heap[transfer]!;
    const address = heap[transfer + 1]!;
    const all: T[] = [];
    for (let index = 0, at = address >> 2; index < count; index++, at += numbersOfPlace) {
      heap.copyWithin(transfer, at, at + numbersOfPlace);
      const type = runtime._ts_node_symbol_wasm(tree);
      all.push(make(type, heap[at]!, heap[at + 1]!, heap[at + 2]!, heap[at + 3]!, heap[at + 4]!));
    }
    if (count > 0) runtime._free(address);
    return all;
  }

  childWith(place: Place, field: number): number | undefined {
    this.handOver(place);
    this.runtime._ts_node_child_by_field_id_wasm(this.tree, field);
    const id = this.heap[this.transfer]!;
    return id === 0 ? undefined : id;
  }

  childrenWith(place: Place, field: number): ReadonlySet<number> {
    this.handOver(place);
    this.runtime._ts_node_children_by_field_id_wasm(this.tree, field);
    const { heap, transfer } = this;
    const count = heap[transfer]!;
    const address = heap[transfer + 1]!;
    const ids = new Set<number>();
    for (let index = 0; index < count; index++) ids.add(heap[(address >> 2) + index * numbersOfPlace]!);
    if (count > 0) this.runtime._free(address);
    return ids;
  }

  private get heap(): Int32Array {
    if (this.memory.length === 0) this.memory = this.runtime.HEAP32;
    return this.memory;
  }

  private handOver(place: Place): void {
    const { heap, transfer } = this;
    heap[transfer] = place.id;
    heap[transfer + 1] = place.start;
    heap[transfer + 2] = place.row;
    heap[transfer + 3] = place.column;
    heap[transfer + 4] = place.alias;
  }
}
