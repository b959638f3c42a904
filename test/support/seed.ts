// Laws without a seed of their own try the same values every time, in whatever order the files run.
import fc from 'fast-check';

fc.configureGlobal({ seed: 1972 });
