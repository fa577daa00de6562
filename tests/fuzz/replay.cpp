// SPDX-License-Identifier: GPL-3.0-or-later
#include <QByteArray>
#include <QDir>
#include <QFile>

#include <cstdint>
#include <cstdio>
#include <cstring>

// Each target's LLVMFuzzerTestOneInput under a name of its own, so that one program replays all; see CMakeLists.txt.
using Target = int (*)(const std::uint8_t *, std::size_t);
#define FUZZ_TARGET(name) extern "C" int fuzz_##name(const std::uint8_t *, std::size_t);
#include "targets.inc"
#undef FUZZ_TARGET

namespace {

struct Named
{
    const char *name;
    Target run;
};
constexpr Named targets[] = {
#define FUZZ_TARGET(name) {#name, fuzz_##name},
#include "targets.inc"
#undef FUZZ_TARGET
};

void runOnce(Target run, const QByteArray &input)
{
    // A buffer of exactly this size, so that a sanitizer sees the border.
    auto *bytes = new std::uint8_t[static_cast<std::size_t>(input.size())];
    std::memcpy(bytes, input.constData(), static_cast<std::size_t>(input.size()));
    run(bytes, static_cast<std::size_t>(input.size()));
    delete[] bytes;
}

} // namespace

// replay TARGET FOLDER: feeds every file of FOLDER, and every shorter prefix of it, to the target. Works without
// libFuzzer.
int main(int count, char **arguments)
{
    if (count != 3)
        return 2;
    for (const Named &target : targets) {
        if (std::strcmp(target.name, arguments[1]) != 0)
            continue;
        const QDir folder(QString::fromLocal8Bit(arguments[2]));
        const QStringList names = folder.entryList(QDir::Files);
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::ReadOnly))
                return 1;
            const QByteArray input = file.readAll();
            std::printf("%s: %lld bytes\n", qPrintable(name), static_cast<long long>(input.size()));
            std::fflush(stdout);
            for (qsizetype size = std::min<qsizetype>(input.size(), 2000); size >= 0; --size)
                runOnce(target.run, input.first(size));
            runOnce(target.run, input);
        }
        return names.isEmpty() ? 1 : 0;
    }
    return 2;
}
