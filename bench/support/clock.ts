/**
 * Milliseconds of processor that this process has had, all threads together: other processes do not
 * show in it.
 */
export const processorTime = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
