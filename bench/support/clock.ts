/**
 * Milliseconds of processor time of this process, all threads together;
 * other processes do not count.
 */
export const processorTime = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
