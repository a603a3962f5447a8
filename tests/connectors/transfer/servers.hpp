// SPDX-License-Identifier: EUPL-1.2
// Real servers for tests: started on a free port of loopback, ended by their process id.
#pragma once

#include "tests/folder.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace tuermer::testing {

namespace fs = std::filesystem;
using test::Folder;

inline std::string content(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline pid_t start(std::vector<std::string> words)
{
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t pid = 0;
    if (::posix_spawn(&pid, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0)
        throw std::runtime_error("cannot start " + words[0]);
    return pid;
}

inline int wait_for_end(pid_t pid)
{
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// A Python server of tests/connectors/transfer; `port` is its port.
class Server {
public:
    Server(const std::string& script, std::vector<std::string> options)
    {
        const fs::path port_file = folder_.path() / "port";
        std::vector<std::string> words = {"/usr/bin/python3",
                                          TUERMER_ROOT "/tests/connectors/transfer/" + script,
                                          "--port-file", port_file.string()};
        words.insert(words.end(), options.begin(), options.end());
        pid_ = start(words);
        wait_for_port(port_file);
    }
    ~Server()
    {
        ::kill(pid_, SIGTERM);
        wait_for_end(pid_);
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    int port = 0;

private:
    void wait_for_port(const fs::path& port_file)
    {
        for (int tries = 0; tries < 1500 && !fs::exists(port_file); ++tries)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        port = std::atoi(content(port_file).c_str());
        if (port == 0) throw std::runtime_error("the server did not start");
    }

    Folder folder_;
    pid_t pid_ = 0;
};

// An authority of our own, and certificates it signed for 127.0.0.1 ("good") and for another host.
class Certificates {
public:
    Certificates()
    {
        openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-days", "2", "-subj", "/CN=Testamt", "-keyout", file("ca.key"), "-out",
                 authority()});
        sign("good", "IP:127.0.0.1,DNS:localhost");
        sign("other", "DNS:anderswo.example");
    }
    std::string authority() const { return file("ca.pem"); }
    std::string certificate(const std::string& name) const { return file(name + ".pem"); }
    std::string key(const std::string& name) const { return file(name + ".key"); }

private:
    std::string file(const std::string& name) const { return (folder_.path() / name).string(); }

    void sign(const std::string& name, const std::string& names)
    {
        const std::string extensions = file(name + ".ext");
        std::ofstream(extensions) << "subjectAltName=" << names << "\n";
        openssl({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                 "/CN=Testserver", "-keyout", key(name), "-out", file(name + ".csr")});
        openssl({"x509", "-req", "-days", "2", "-in", file(name + ".csr"), "-CA", authority(),
                 "-CAkey", file("ca.key"), "-CAcreateserial", "-extfile", extensions, "-out",
                 certificate(name)});
    }

    void openssl(std::initializer_list<std::string> options) const
    {
        std::vector<std::string> words = {"/bin/sh", "-c", "exec openssl \"$@\" 2>>" + file("log"),
                                          "openssl"};
        words.insert(words.end(), options);
        if (wait_for_end(start(words)) != 0)
            throw std::runtime_error("openssl: " + content(file("log")));
    }

    Folder folder_;
};

} // namespace tuermer::testing
