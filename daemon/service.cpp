// SPDX-License-Identifier: EUPL-1.2
#include "daemon/service.hpp"

#include "daemon/clock.hpp"
#include "daemon/deliver.hpp"
#include "daemon/environment.hpp"
#include "daemon/log.hpp"
#include "daemon/rule_news.hpp"
#include "daemon/supervisor.hpp"
#include "daemon/watch.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace tuermer {

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;

namespace {

constexpr int ended_well = 0, has_mistakes = 1, cannot_go_on = 2;

// Everything that is built from one configuration and replaced as a whole by a reload.
struct Generation {
    Config config;
    Knowledge knowledge;
    Channels channels;
    std::vector<Source> sources;
    std::optional<Intake> intake;
};

MailRequest::Security security_of(const std::string& word)
{
    if (word == "tls") return MailRequest::Security::tls;
    if (word == "none") return MailRequest::Security::none;
    return MailRequest::Security::starttls;
}

std::string bare_address(const std::string& from)
{
    const auto open = from.rfind('<');
    const auto close = from.rfind('>');
    if (open == std::string::npos || close == std::string::npos || close < open) return from;
    return from.substr(open + 1, close - open - 1);
}

Result<Channels> open_channels(const Process& process, const Home& home, Transfer& transfer)
{
    Channels channels;
    channels.emplace("spool", make_spool_channel(home.spool));
    if (process.mail.host.empty()) return channels;
    SmtpSettings smtp;
    smtp.relay.host = process.mail.host;
    smtp.relay.port = process.mail.port;
    smtp.relay.security = security_of(process.mail.security);
    smtp.relay.user = process.mail.user;
    smtp.relay.ca_file = process.mail.ca_file;
    smtp.relay.sender = bare_address(process.mail.from);
    if (!process.mail.password_credential.empty()) {
        auto password = read_credential(process.mail.password_credential);
        if (!password) return tl::unexpected(password.error());
        smtp.relay.password = std::move(*password);
    }
    channels.emplace("smtp", make_smtp_channel(transfer, std::move(smtp)));
    return channels;
}

// Only one daemon writes to an installation's state; a second one says so and ends.
Result<int> lock_state(const Home& home)
{
    const auto file = home.state / "lock";
    const int descriptor = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
    if (descriptor >= 0) ::close(descriptor);
    return fail(
        Remedy::mend,
        {"Auf diesem Ordner läuft schon ein Türmer (oder es fehlt das Schreibrecht). Beenden Sie "
         "den anderen, oder nennen Sie mit --state einen eigenen Ordner.",
         "A Türmer is already running on this folder (or the right to write is missing). End "
         "the other one, or name another folder with --state."},
        file.string());
}

Text mistake_line(const Mistake& mistake)
{
    return {to_string(mistake.place) + ": " + mistake.what.de,
            to_string(mistake.place) + ": " + mistake.what.en};
}

class Service {
public:
    Service(const ServiceOptions& options, const ServiceWatcher& watcher)
        : options_(options),
          watcher_(watcher),
          transfer_(loop_.get_executor()),
          stop_(loop_, SIGTERM, SIGINT),
          hangup_(loop_, SIGHUP)
    {
    }

    int run()
    {
        int code = cannot_go_on;
        auto whole = live();
        asio::co_spawn(loop_, std::move(whole), [&](std::exception_ptr problem, int ended) {
            code = problem ? cannot_go_on : ended;
            loop_.stop();
        });
        loop_.run();
        return code;
    }

private:
    asio::awaitable<int> live();
    Result<std::unique_ptr<Generation>> build(Config config);
    asio::awaitable<Result<>> start();
    asio::awaitable<Result<>> watch_all();
    asio::awaitable<Result<>> deliver_all();
    asio::awaitable<Result<>> keep_all_days();
    asio::awaitable<Result<>> at_work();
    asio::awaitable<Result<>> heed_decisions();
    asio::awaitable<void> asked_to_stop();
    asio::awaitable<void> asked_to_reload();
    void reload();
    Result<Taken> take_over(const std::optional<Config>& before);

    ServiceOptions options_;
    const ServiceWatcher& watcher_;
    asio::io_context loop_{1};
    Transfer transfer_;
    asio::signal_set stop_, hangup_;
    Home home_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<Generation> now_;
};

Result<std::unique_ptr<Generation>> Service::build(Config config)
{
    auto made = std::make_unique<Generation>();
    made->config = std::move(config);
    auto knowledge = know(made->config, *store_);
    if (!knowledge) return tl::unexpected(knowledge.error());
    made->knowledge = std::move(*knowledge);
    auto channels = open_channels(made->config.process, home_, transfer_);
    if (!channels) return tl::unexpected(channels.error());
    made->channels = std::move(*channels);
    const auto services =
        source_services(transfer_, options_.config, made->config.process, home_.archive);
    auto sources = open_sources(made->config, *store_, services, home_);
    if (!sources) return tl::unexpected(sources.error());
    made->sources = std::move(*sources);
    made->intake.emplace(made->config, made->knowledge, *store_, home_);
    return made;
}

// The first round, its deliveries, and its story.
asio::awaitable<Result<>> Service::start()
{
    FirstRound round{&now_->config, &now_->knowledge, &home_, {}};
    const Report report = [&](const Taken& taken) {
        watcher_.on_taken(taken);
        round.taken.push_back(taken);
    };
    auto changed = take_over({});
    if (!changed) co_return tl::unexpected(changed.error());
    auto told = now_->intake->send_digests(wall_clock());
    if (!told) co_return tl::unexpected(told.error());
    if (!told->messages.empty()) report(*told);
    auto accepted = take_up_accepted(now_->sources, *now_->intake, report);
    if (!accepted) co_return accepted;
    auto done = co_await first_round(now_->sources, *now_->intake, report);
    if (!done) co_return done;
    if (options_.once) {
        auto sent = co_await deliver_due(*store_, now_->channels);
        if (!sent) co_return tl::unexpected(sent.error());
    }
    watcher_.on_first_round(round);
    co_return Result<>{};
}

asio::awaitable<Result<>> Service::watch_all()
{
    // Each source runs on its own; the first that cannot go on ends all.
    Result<> outcome;
    asio::steady_timer until_failure(loop_, asio::steady_timer::time_point::max());
    std::size_t running = 0;
    std::vector<std::unique_ptr<asio::cancellation_signal>> signals;
    for (auto& source : now_->sources) {
        auto& signal = signals.emplace_back(std::make_unique<asio::cancellation_signal>());
        auto life = watch(source, *now_->intake, watcher_.on_taken);
        ++running;
        asio::co_spawn(loop_, std::move(life),
                       asio::bind_cancellation_slot(
                           signal->slot(), [&](std::exception_ptr problem, Result<> ended) {
                               --running;
                               if (!problem && !ended) outcome = std::move(ended);
                               if (problem || !outcome || running == 0) until_failure.cancel();
                           }));
    }
    const auto quietly = asio::as_tuple(asio::use_awaitable);
    co_await until_failure.async_wait(quietly);
    for (auto& signal : signals) signal->emit(asio::cancellation_type::terminal);
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    while (running > 0) {
        asio::steady_timer moment(loop_, std::chrono::milliseconds(10));
        co_await moment.async_wait(quietly);
    }
    co_return outcome;
}

asio::awaitable<Result<>> Service::deliver_all()
{
    return deliver(*store_, now_->channels);
}

asio::awaitable<Result<>> Service::keep_all_days()
{
    return keep_calendar(*now_->intake, watcher_.on_taken);
}

// Ends when one of them does.
asio::awaitable<Result<>> Service::at_work()
{
    auto ended = co_await (watch_all() || deliver_all() || keep_all_days() || heed_decisions());
    if (ended.index() == 0) co_return std::get<0>(std::move(ended));
    if (ended.index() == 1) co_return std::get<1>(std::move(ended));
    if (ended.index() == 2) co_return std::get<2>(std::move(ended));
    co_return std::get<3>(std::move(ended));
}

asio::awaitable<Result<>> Service::heed_decisions()
{
    return tuermer::heed_decisions(now_->sources, *now_->intake, watcher_.on_taken);
}

asio::awaitable<void> Service::asked_to_stop()
{
    const auto quietly = asio::as_tuple(asio::use_awaitable);
    co_await stop_.async_wait(quietly);
}

asio::awaitable<void> Service::asked_to_reload()
{
    const auto quietly = asio::as_tuple(asio::use_awaitable);
    co_await hangup_.async_wait(quietly);
}

// Rules judge anew where they changed; their versions are kept, and after a reload their owners are
// told what that changes.
Result<Taken> Service::take_over(const std::optional<Config>& before)
{
    const auto now = wall_clock();
    ConfigurationNews news;
    auto versions = new_versions(now_->config, options_.config, *store_, now);
    if (!versions) return tl::unexpected(versions.error());
    news.versions = std::move(*versions);
    if (before) {
        const auto change = change_of_rules(*before, now_->config, *store_);
        if (!change) return tl::unexpected(change.error());
        news.letters = letters_of(*change, *before, now_->config, news.versions, now);
    }
    return now_->intake->reconsider(news, now);
}

// The new configuration comes into force as a whole, or not at all.
void Service::reload()
{
    supervisor::reloading();
    auto loaded = load_installation(options_.config);
    if (!loaded) {
        log::error(loaded.error());
    } else if (loaded->mistakes.any_error()) {
        for (const auto& mistake : loaded->mistakes.sorted()) log::warning(mistake_line(mistake));
        log::warning({"Die neue Konfiguration hat Fehler; die bisherige bleibt in Kraft.",
                      "The new configuration has mistakes; the one before stays in force."});
    } else if (auto built = build(std::move(loaded->config)); !built) {
        log::error(built.error());
    } else {
        const auto before = std::exchange(now_, std::move(*built));
        if (auto changed = take_over(before->config); !changed) log::error(changed.error());
        log::info({"Die neue Konfiguration ist in Kraft.", "The new configuration is in force."});
    }
    supervisor::ready();
}

asio::awaitable<int> Service::live()
{
    auto loaded = load_installation(options_.config);
    if (!loaded) {
        log::error(loaded.error());
        co_return cannot_go_on;
    }
    if (loaded->mistakes.any_error()) {
        watcher_.on_mistakes(loaded->mistakes);
        co_return has_mistakes;
    }
    auto home = open_home(loaded->config.process, options_.state);
    auto locked = home ? lock_state(*home) : Result<int>(tl::unexpected(home.error()));
    if (!locked) {
        log::error(locked.error());
        co_return cannot_go_on;
    }
    home_ = std::move(*home);
    auto store = open_sqlite_store(home_.database.string(), loaded->config.installation.tenant);
    if (!store) {
        log::error(store.error());
        co_return cannot_go_on;
    }
    store_ = std::move(*store);
    auto built = build(std::move(loaded->config));
    if (!built) {
        log::error(built.error());
        co_return cannot_go_on;
    }
    now_ = std::move(*built);
    if (auto known = remember_requests(transfer_, *store_); !known) {
        log::error(known.error());
        co_return cannot_go_on;
    }

    supervisor::ready();
    auto started = co_await (start() || asked_to_stop() || supervisor::keep_alive());
    if (started.index() != 0) co_return ended_well;
    if (const auto& outcome = std::get<0>(started); !outcome) {
        log::error(outcome.error());
        co_return cannot_go_on;
    }
    while (!options_.once) {
        auto ended = co_await (at_work() || asked_to_stop() || asked_to_reload() ||
                               supervisor::keep_alive());
        if (ended.index() == 0) {
            const auto& outcome = std::get<0>(ended);
            if (!outcome) log::error(outcome.error());
            co_return outcome ? ended_well : cannot_go_on;
        }
        if (ended.index() == 1) break;
        reload();
    }
    supervisor::stopping();
    co_return ended_well;
}

} // namespace

int run_service(const ServiceOptions& options, const ServiceWatcher& watcher)
{
    return Service(options, watcher).run();
}

} // namespace tuermer
