"""The consistency harness, MoveConsistencyIT: the counts that it prints, and whether its expectations held."""

import os
import subprocess

import common


def run():
    home = os.path.dirname(common.SCRIPTS)
    build = ["mvn", "-o", "-q", "-B", "package", "-DskipTests"]
    test = ["mvn", "-o", "-B", "failsafe:integration-test", "failsafe:verify", "-Dit.test=MoveConsistencyIT",
            "-Dpgford.test.rounds=" + os.environ.get("PGFORD_BENCH_RUNS", "1")]
    subprocess.run(build, cwd=home, check=True)
    process = subprocess.Popen(test, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    for line in process.stdout:
        if "operations," in line or "Tests run:" in line or "ERROR" in line:
            print(line.rstrip(), flush=True)
    process.wait()
    print(common.load())
    if process.returncode:
        raise SystemExit(process.returncode)
