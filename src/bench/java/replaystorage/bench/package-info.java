/** Benchmarks: compare the program with other tools on this machine, over a network with latency and a cap. */
package replaystorage.bench;
