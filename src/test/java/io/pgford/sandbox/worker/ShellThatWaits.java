package io.pgford.sandbox.worker;

import java.nio.file.Path;

/** Stands for a shell: starts a worker as its directory's config file says, says so, and waits to be killed. */
final class ShellThatWaits {
    private ShellThatWaits() {}

    public static void main(String[] args) throws InterruptedException {
        Path directory = Path.of(args[0]);
        WorkerConfig config = WorkerFiles.JSON.readValue(Path.of(args[1]).toFile(), WorkerConfig.class);
        new Worker(directory).start(config, new Worker.Onlooker(text -> {}, () -> false));
        System.out.println("started");
        Thread.sleep(Long.MAX_VALUE);
    }
}
