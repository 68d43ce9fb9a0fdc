/** Of the candidates of several attempts at a floor, the best is what is left in the end. */
import { expect, test } from 'vitest';
import { numberFields, planes, random, seeded } from '../support/naive.js';
import { Probes } from '../support/probes.js';
import { complete, fixture } from '../verify/helpers.js';

for (const field of numberFields) {
  for (const order of ['the better first', 'the better last']) {
    test(`${field}: ${order}`, () => {
      const probes = new Probes();
      const { call } = probes;
      const complex = field === 'complex' ? 1 : 0;
      expect(probes.load(complete(fixture('few-devices').scenario), 'printed', 'sum', field)).toBe(0);
      const r = call.spanSize();
      const generator = seeded(3);
      const pair = [random(generator, field, r, r), random(generator, field, r, r)];
      const pointers = pair.map((V) => probes.put(planes(V, field)));
      const gapOf = (v: number) => {
        call.forgetCandidate();
        return call.offer(complex, v, r);
      };
      pointers.sort((a, b) => gapOf(a) - gapOf(b));
      const [better, worse] = pointers.map(gapOf);
      expect(better).toBeLessThan(worse);
      if (order === 'the better last') pointers.reverse();

      call.keepNothing();
      for (const v of pointers) {
        gapOf(v);
        call.keepCandidate(complex);
      }
      call.forgetCandidate();
      expect(call.offerKept(complex)).toBe(better);
      call.keepNothing();
      call.forgetCandidate();
      expect(call.offerKept(complex)).toBe(Infinity);
    });
  }
}
