/** How long the jobs of the program take beside other ways to do them, on this machine, behind a line with latency and a cap. */
package replaystorage.bench;
