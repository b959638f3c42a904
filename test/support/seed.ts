// Laws without a seed of their own try the same values in every run, in any order of files.
import fc from 'fast-check';

fc.configureGlobal({ seed: 1972 });
