// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/extractor.h"

#include "core/fields/fieldmap.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace fields {

namespace {

constexpr std::size_t heldMessages = 64;
constexpr qint64 heldNs = 500'000'000;
constexpr qsizetype heldBytes = qsizetype(1) << 20; // A shape of large messages is decided with fewer of them.
constexpr std::size_t heldShapes = 64;

//! A message that waits for a decision.
struct Held
{
    QByteArray payload{}; // Unwrapped.
    bool isText = true;
    qint64 wallNs = 0;
    quint32 round = 0;
    quint64 number = 0; // Counts arrivals.
};

//! Messages with the same keys at their top, waiting together.
struct Shape
{
    std::vector<Held> held{};
    qint64 since = 0;
    qsizetype bytes = 0;

    //! A clock that was set back must not make it wait for ever.
    [[nodiscard]] bool isDue(qint64 wallNs) const { return wallNs - since >= heldNs || since - wallNs >= heldNs; }
};

} // namespace

struct Extractor::Private
{
    explicit Private(series::SeriesStore &seriesStore) : store(seriesStore), map(tree, seriesStore)
    {
        payloads.emplace(tree);
    }

    void decideAll();
    void hold(QByteArrayView plain, bool isText, qint64 wallNs, quint64 shape);
    void walk(const Held &held, PayloadFields::Record record)
    {
        (void)payloads->read(held.payload, {.isText = held.isText, .wallNs = held.wallNs}, record);
    }
    [[nodiscard]] std::vector<NodeId> undecidedOf(const Shape &shape);
    void takeRelated(std::vector<Shape> &ready);
    void decide(std::vector<Shape> ready);
    void decideDue(qint64 wallNs);

    decoders::ReadingChoice choice;
    series::SeriesStore &store;
    FieldTree tree;
    FieldMap map;
    std::optional<PayloadFields> payloads;
    std::unordered_map<quint64, Shape> shapes;
    quint64 arrivals = 0;
    qint64 bytesRead = 0; // Of all messages.
    qint64 bytesReadAgain = 0;
    bool isReadingAgain = false;
    bool isIdle = false;
};

Extractor::Extractor(series::SeriesStore &store) : d(std::make_unique<Private>(store)) { }

Extractor::~Extractor() = default;

PayloadReading Extractor::read(QByteArrayView payload, bool text, qint64 wallNs, quint64 position)
{
    d->decideDue(wallNs);
    d->isIdle = false;
    d->map.setPosition(position);
    d->bytesRead += payload.size();
    const auto plain = d->payloads->unwrap(payload, text);
    if (plain.isTooLarge)
        return {.reading = Reading::TooLarge};
    std::optional<quint64> undecided; // The shape of the first record that holds something nobody decided about.
    PayloadReading reading
        = d->payloads->read(plain.bytes, {.isText = text, .wallNs = wallNs}, [&](const MessageFields &fields) {
              if (d->map.hasUndecided(fields) && !undecided)
                  undecided = fields.shape;
              d->map.feed(fields, wallNs, 0);
          });
    reading.wrapping = plain.wrapping;
    if (undecided)
        d->hold(plain.bytes, text, wallNs, *undecided);
    return reading;
}

std::unique_ptr<Rereading> Extractor::takeRereading()
{
    static constexpr qint64 always = qint64(16) << 20;
    const qint64 share = d->isIdle ? idleShare : rereadingShare;
    if (d->isReadingAgain || !d->map.hasLate() || d->bytesReadAgain + d->bytesRead > share * d->bytesRead + always)
        return nullptr;
    auto reading = d->map.takeRereading(d->choice);
    if (reading) {
        d->isReadingAgain = true;
        d->bytesReadAgain += d->bytesRead;
    }
    return reading;
}

QList<FieldMap::ClockFacts> Extractor::clocks() const { return d->map.clocks(); }

QList<SequenceFacts> Extractor::sequences() const { return d->map.sequences(); }

qint64 Extractor::textBytes() const { return d->map.textBytes(); }

void Extractor::adopt(const Rereading &reading)
{
    d->isReadingAgain = false;
    d->map.adopt(reading);
}

void Extractor::setReading(const decoders::ReadingChoice &choice)
{
    if (choice == d->choice)
        return;
    d->decideAll(); // What waits was read in the old way.
    d->choice = choice;
    d->payloads.emplace(d->tree, choice);
}

void Extractor::Private::decideAll()
{
    std::vector<Shape> waiting;
    for (auto &[name, shape] : std::exchange(shapes, {}))
        waiting.push_back(std::move(shape));
    decide(std::move(waiting));
}

void Extractor::gap(qint64 wallNs)
{
    d->decideAll();
    d->store.markGap(wallNs);
    d->payloads->reset();
    d->map.resetClocks();
}

void Extractor::settle(qint64 wallNs)
{
    d->decideDue(wallNs);
    d->isIdle = true;
    d->store.settle(wallNs);
}

void Extractor::settleSamples(qint64 wallNs) { d->store.settle(wallNs); }

// One by one in the order in which they began to wait: what is decided must not depend on how often somebody looks.
void Extractor::Private::decideDue(qint64 wallNs)
{
    while (!shapes.empty()) {
        const auto first
            = std::ranges::min_element(shapes, {}, [](const auto &one) { return one.second.held.front().number; });
        if (!first->second.isDue(wallNs))
            return;
        std::vector<Shape> ready;
        ready.push_back(std::move(first->second));
        shapes.erase(first);
        decide(std::move(ready));
    }
}

void Extractor::Private::hold(QByteArrayView plain, bool isText, qint64 wallNs, quint64 name)
{
    if (shapes.size() >= heldShapes && !shapes.contains(name))
        name = 0;
    Shape &shape = shapes[name];
    if (shape.held.empty())
        shape.since = wallNs;
    shape.held.push_back({plain.toByteArray(), isText, wallNs, map.round(), ++arrivals});
    shape.bytes += plain.size();
    if (shape.held.size() < heldMessages && shape.bytes < heldBytes)
        return;
    std::vector<Shape> ready;
    ready.push_back(std::move(shape));
    shapes.erase(name);
    decide(std::move(ready));
}

std::vector<NodeId> Extractor::Private::undecidedOf(const Shape &shape)
{
    std::vector<NodeId> undecided;
    for (const Held &held : shape.held)
        walk(held, [&](const MessageFields &fields) { map.collectUndecided(fields, undecided); });
    std::sort(undecided.begin(), undecided.end());
    undecided.erase(std::unique(undecided.begin(), undecided.end()), undecided.end());
    return undecided;
}

// Shapes that share a waiting field are decided together, or its samples would not be fed in their order.
void Extractor::Private::takeRelated(std::vector<Shape> &ready)
{
    std::vector<NodeId> wanted;
    for (const Shape &shape : ready)
        std::ranges::copy(undecidedOf(shape), std::back_inserter(wanted));
    std::sort(wanted.begin(), wanted.end());
    for (auto at = shapes.begin(); at != shapes.end();) {
        const auto theirs = undecidedOf(at->second);
        const bool related = std::any_of(theirs.begin(), theirs.end(),
            [&](NodeId node) { return std::binary_search(wanted.begin(), wanted.end(), node); });
        if (related)
            ready.push_back(std::move(at->second));
        at = related ? shapes.erase(at) : std::next(at);
    }
}

void Extractor::Private::decide(std::vector<Shape> ready)
{
    if (ready.empty())
        return;
    takeRelated(ready);
    std::vector<Held> messages;
    for (Shape &shape : ready)
        std::ranges::move(shape.held, std::back_inserter(messages));
    std::ranges::sort(messages, {}, &Held::number);

    Discovery discovery(tree);
    std::vector<NodeId> undecided;
    for (const Held &held : messages) {
        walk(held, [&](const MessageFields &fields) {
            discovery.add(fields, held.wallNs);
            map.collectUndecided(fields, undecided);
        });
    }
    map.decide(undecided, discovery);
    for (const Held &held : messages)
        walk(held, [&](const MessageFields &fields) { map.observeClocks(fields, held.wallNs); });
    for (const Held &held : messages)
        walk(held, [&](const MessageFields &fields) { map.feed(fields, held.wallNs, held.round); });
}

} // namespace fields
