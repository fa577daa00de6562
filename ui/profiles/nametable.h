// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPair>
#include <QTableWidget>

#include <functional>

namespace profiles {

//! Names and values, one a row. The last row is empty and waits for one more; Del takes the chosen rows out.
class NameTable : public QTableWidget
{
    Q_OBJECT
public:
    using Pairs = QList<QPair<QString, QString>>;

    NameTable(const QString &name, const QString &nameTitle, const QString &valueTitle, QWidget *parent = nullptr);

    //! The values of names for which \a isSecret is true are dots while nobody edits them.
    void setSecret(std::function<bool(const QString &name)> isSecret) { m_isSecret = std::move(isSecret); }
    [[nodiscard]] bool isSecret(const QString &name) const { return m_isSecret && m_isSecret(name); }

    void setPairs(const Pairs &pairs);
    //! Rows with a name or a value, in their order.
    [[nodiscard]] Pairs pairs() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void keepEmptyRow();

    std::function<bool(const QString &name)> m_isSecret;
};

} // namespace profiles
