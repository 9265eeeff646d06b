/** Room for so many octets, shared. Whoever asks for more than is left waits, first come first served. */
export type ByteBudget = {
  /** Resolves once the room is there; more than the whole is cut down to the whole. Gives what was taken, to be given back. */
  take(bytes: number): Promise<number>;
  give(bytes: number): void;
};

/** A budget of `total` octets. */
export function createByteBudget(total: number): ByteBudget {
  let left = total;
  const waiting: { bytes: number; go: (taken: number) => void }[] = [];
  const serve = () => {
    for (let next = waiting[0]; next && next.bytes <= left; next = waiting[0]) {
      waiting.shift();
      left -= next.bytes;
      next.go(next.bytes);
    }
  };
  return {
    take(bytes) {
      return new Promise((go) => {
        waiting.push({ bytes: Math.min(bytes, total), go });
        serve();
      });
    },
    give(bytes) {
      left += bytes;
      serve();
    },
  };
}
