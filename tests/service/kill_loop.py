#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Kill -9 at random moments of the demo's replay, start again, and again: at the end every message must
have reached the mail server, and none under two Message-Ids.

Usage: kill_loop.py BINARY ROOT [KILLS]     (a repeatable sequence: the seed is fixed)
"""
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from house import House, MailServer, fail

binary, root = sys.argv[1], sys.argv[2]
kills_wanted = int(sys.argv[3]) if len(sys.argv) > 3 else 200
dice = random.Random(20241231)


def deliver_all(house):
    """Rounds that nothing disturbs, until nothing waits."""
    for _ in range(20):
        round_ = house.run("run", "--once", "--quiet")
        if round_.returncode != 0:
            fail(f"the undisturbed round: {round_.stdout}{round_.stderr}")
        if house.waiting() == 0:
            return
        time.sleep(1)
    fail("messages still wait after twenty undisturbed rounds")


def undisturbed(folder):
    """What should arrive, and how long that takes."""
    server = MailServer(root, folder / "mail")
    house = House(binary, root, folder, server.port)
    began = time.monotonic()
    first = house.run("run", "--once", "--quiet")
    took = time.monotonic() - began
    server.end()
    if first.returncode != 0:
        fail(f"the undisturbed run: {first.stdout}{first.stderr}")
    return set(server.deliveries()), took


def killed_life(folder, kills_left, took):
    """One installation from its first start to its last mail, killed all the way. Kills made."""
    server = MailServer(root, folder / "mail")
    house = House(binary, root, folder, server.port)
    kills = 0
    while kills < kills_left:
        process = house.start("--quiet")
        time.sleep(dice.uniform(0, took * 1.1))
        process.kill()
        process.wait()
        kills += 1
        if house.state.joinpath("tuermer.db").exists() and dice.random() < 0.1 and house.waiting() == 0:
            break  # nothing is left to disturb: a new installation
    deliver_all(house)
    whole = house.run("integrity")
    server.end()
    if whole.returncode != 0:
        fail(f"after {kills} kills: {whole.stdout}{whole.stderr}")
    return kills, server.deliveries()


with tempfile.TemporaryDirectory() as temporary:
    temporary = pathlib.Path(temporary)
    expected, took = undisturbed(temporary / "undisturbed")
    if not expected:
        fail("the demo sent nothing: there is nothing to lose")
    kills = lives = repeated = 0
    while kills < kills_wanted:
        lives += 1
        made, arrived = killed_life(temporary / f"life{lives}", kills_wanted - kills, took)
        kills += made
        repeated += len(arrived) - len(set(arrived))
        if expected - set(arrived):
            fail(f"lost after {made} kills: {sorted(expected - set(arrived))[:5]}")
        if set(arrived) - expected:
            fail(f"under another id after {made} kills: {sorted(set(arrived) - expected)[:5]}")
    print(f"{kills} kills in {lives} installations of {len(expected)} deliveries each: 0 lost, "
          f"0 under a second id ({repeated} repeated under the same id)")
